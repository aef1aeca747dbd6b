package io.tikhonov.runtime.solve;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tikhonov.runtime.Dataset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class RegularizationPathTest {

  private static Dataset diabetes() {
    return Dataset.of(
        "x",
        Nd4j.createFromArray(Reference.diabetes()),
        "y",
        Nd4j.createFromArray(Reference.diabetesTarget()));
  }

  private static Dataset cancer() {
    double[] classes =
        Arrays.stream(Reference.breastCancerSigns()).map(sign -> (sign + 1) / 2).toArray();
    return Dataset.of(
        "x", Nd4j.createFromArray(Reference.breastCancer()), "y", Nd4j.createFromArray(classes));
  }

  private static TableObjective lasso(String solver) {
    return new TableObjective(solver, RowModel.SQUARED, 10, 2, 0);
  }

  private static TableObjective logistic(String solver) {
    return new TableObjective(solver, RowModel.LOGISTIC, 30, 0.5, 0.5);
  }

  @Test
  void thePathBeginsWhereEverythingIsZero() {
    double[][] x = Reference.diabetes();
    double[] y = Reference.diabetesTarget();
    double most = 0;
    for (int j = 0; j < 10; j++) {
      double product = 0;
      for (int i = 0; i < y.length; i++) {
        product += x[i][j] * y[i] / y.length;
      }
      most = Math.max(most, Math.abs(product));
    }
    for (String solver : new String[] {"CoordinateDescent", "Fista"}) {
      try (TableObjective objective = lasso(solver)) {
        SolutionPath path =
            RegularizationPath.of(objective).lambdas(20).tolerance(1e-9).compute(diabetes());
        assertThat(path.converged()).isTrue();
        assertThat(path.points()).hasSize(20);
        assertThat(path.factors()[0]).isWithin(1e-7 * most).of(most / 2);
        assertThat(path.factors()[19]).isWithin(1e-9 * most).of(most / 2 * 1e-3);
        assertThat(path.points().get(0).nonzeros()).isEqualTo(0);
        assertThat(path.points().get(1).nonzeros()).isAtLeast(1);
        assertThat(path.points().get(19).nonzeros()).isEqualTo(10);
        assertThat(path.points().get(0).lambdas().get("w/L1")).isWithin(1e-6 * most).of(most);
      }
    }
  }

  @Test
  void coordinateDescentAndFistaFindTheSamePath() {
    try (TableObjective one = logistic("CoordinateDescent");
        TableObjective other = logistic("Fista")) {
      SolutionPath path = RegularizationPath.of(one).lambdas(8).ratio(0.02).compute(cancer());
      SolutionPath check =
          RegularizationPath.of(other).lambdas(8).ratio(0.02).tolerance(1e-9).compute(cancer());
      for (int i = 0; i < 8; i++) {
        SolutionPath.Point a = path.points().get(i);
        SolutionPath.Point b = check.points().get(i);
        assertThat(a.factor()).isWithin(1e-6 * b.factor()).of(b.factor());
        assertWithMessage("point %s", i).that(a.converged() && b.converged()).isTrue();
        assertThat(a.terms().loss()).isWithin(1e-6 * b.terms().loss()).of(b.terms().loss());
        assertThat(a.nonzeros()).isEqualTo(b.nonzeros());
      }
    }
  }

  @Test
  void eachPointIsTheColdSolution() {
    try (TableObjective objective = logistic("CoordinateDescent")) {
      INDArray before = objective.parameters().get("w").dup();
      SolutionPath path =
          RegularizationPath.of(objective).lambdas(10).tolerance(1e-10).compute(cancer());
      assertThat(objective.parameters().get("w")).isEqualTo(before);
      for (SolutionPath.Point point : path.points()) {
        SolutionPath cold =
            RegularizationPath.of(objective)
                .factors(point.factor())
                .tolerance(1e-10)
                .compute(cancer());
        double loss = cold.points().get(0).terms().loss();
        assertThat(point.terms().loss()).isWithin(1e-9 * loss).of(loss);
        assertThat(point.nonzeros()).isEqualTo(cold.points().get(0).nonzeros());
      }
    }
  }

  @Test
  void theDeclaredPenaltyIsTheFactorOne() {
    try (TableObjective objective =
        new TableObjective("CoordinateDescent", RowModel.SQUARED, 10, 0.5, 0.5)) {
      SolutionPath path =
          RegularizationPath.of(objective).factors(0.1, 1, 10).tolerance(1e-12).compute(diabetes());
      assertThat(path.factors()).isEqualTo(new double[] {10, 1, 0.1});
      double expected = 1779.3562055394705;
      assertThat(path.points().get(1).terms().loss()).isWithin(1e-9 * expected).of(expected);
      Solution solution = Solver.of(objective).tolerance(1e-12).progress(false).solve(diabetes());
      assertThat(solution.objective()).isWithin(1e-9 * expected).of(expected);
      assertThat(solution.certificate().kind()).isEqualTo("duality gap, relative");
    }
  }

  @Test
  void alongOnePenaltyTheOthersStay() {
    try (TableObjective objective =
        new TableObjective("CoordinateDescent", RowModel.SQUARED, 10, 1, 3)) {
      SolutionPath path =
          RegularizationPath.of(objective).along("w/L1").factors(4, 2).compute(diabetes());
      double[] w = SolutionPath.numbers(path.points().get(0).coefficients().get("w"));
      double squares = Arrays.stream(w).map(v -> v * v).sum();
      assertThat(path.points().get(0).terms().terms().get("w/L2"))
          .isWithin(1e-9 * squares)
          .of(1.5 * squares);
      assertThat(path.penalties()).containsExactly("w/L1");
    }
  }

  @Test
  void aRidgeHasNoLargestFactor() {
    for (String solver : new String[] {"CoordinateDescent", "Fista"}) {
      try (TableObjective objective = new TableObjective(solver, RowModel.SQUARED, 10, 1, 1)) {
        RegularizationPath<TableObjective.Batch> path =
            RegularizationPath.of(objective).along("w/L2");
        IllegalStateException e =
            assertThrows(IllegalStateException.class, () -> path.compute(diabetes()));
        assertThat(e).hasMessageThat().contains("factors(");
      }
    }
  }

  @Test
  void wrongSettingsAreRefused() {
    try (TableObjective objective = lasso("CoordinateDescent")) {
      RegularizationPath<TableObjective.Batch> path = RegularizationPath.of(objective);
      assertThrows(IllegalArgumentException.class, () -> path.lambdas(1));
      assertThrows(IllegalArgumentException.class, () -> path.ratio(1));
      assertThrows(IllegalArgumentException.class, () -> path.factors(1, -1));
      assertThrows(IllegalArgumentException.class, path::factors);
      Exception e = assertThrows(IllegalArgumentException.class, () -> path.along("w/L3"));
      assertThat(e).hasMessageThat().contains("w/L1");
    }
  }

  @Test
  void aFrozenInterceptStays() {
    try (TableObjective objective = lasso("CoordinateDescent");
        TableObjective check = lasso("Fista")) {
      for (TableObjective each : List.of(objective, check)) {
        each.parameters().put("b", Nd4j.scalar(7.0));
        each.parameters().freeze("b");
      }
      SolutionPath path = RegularizationPath.of(objective).lambdas(5).compute(diabetes());
      SolutionPath expected =
          RegularizationPath.of(check).lambdas(5).tolerance(1e-9).compute(diabetes());
      for (int i = 0; i < 5; i++) {
        double loss = expected.points().get(i).terms().loss();
        assertThat(path.points().get(i).terms().loss()).isWithin(1e-6 * loss).of(loss);
        assertThat(path.points().get(i).coefficients().get("b").getDouble(0)).isEqualTo(7.0);
      }
      objective.parameters().freeze("w");
      assertThrows(
          IllegalStateException.class, () -> RegularizationPath.of(objective).compute(diabetes()));
    }
  }

  // ---- cross-validation ----

  private static CrossValidation<TableObjective.Batch> validation(TableObjective objective) {
    return CrossValidation.of(RegularizationPath.of(objective).lambdas(25)).folds(5).seed(3);
  }

  @Test
  void crossValidationIsReproducible() {
    try (TableObjective objective = logistic("CoordinateDescent")) {
      CrossValidationResult one = validation(objective).stratified("y").run(cancer());
      CrossValidationResult two = validation(objective).stratified("y").run(cancer());
      assertThat(one.means()).isEqualTo(two.means());
      assertThat(one.losses()).isEqualTo(two.losses());
      CrossValidationResult other = validation(objective).stratified("y").seed(4).run(cancer());
      assertThat(other.means()).isNotEqualTo(one.means());
    }
  }

  @Test
  void meansAndErrorsAreThoseOfFoldsByHand() {
    Dataset data = diabetes();
    try (TableObjective objective = lasso("CoordinateDescent")) {
      CrossValidationResult result = validation(objective).run(data);
      int index = 12;
      double factor = result.path().factors()[index];
      double[] losses = new double[5];
      List<Dataset.Split> folds = data.folds(3, 5);
      for (int fold = 0; fold < 5; fold++) {
        SolutionPath.Point point =
            RegularizationPath.of(objective)
                .factors(factor)
                .compute(folds.get(fold).train())
                .points()
                .get(0);
        double[] w = SolutionPath.numbers(point.coefficients().get("w"));
        double b = point.coefficients().get("b").getDouble(0);
        INDArray x = folds.get(fold).test().array("x");
        INDArray y = folds.get(fold).test().array("y");
        for (int i = 0; i < x.size(0); i++) {
          double residual = b - y.getDouble(i);
          for (int j = 0; j < 10; j++) {
            residual += x.getDouble(i, j) * w[j];
          }
          losses[fold] += residual * residual / 2 / x.size(0);
        }
        assertThat(result.losses()[fold][index]).isWithin(1e-4 * losses[fold]).of(losses[fold]);
      }
      double[] sizes = folds.stream().mapToDouble(fold -> fold.test().size()).toArray();
      double mean = 0;
      for (int fold = 0; fold < 5; fold++) {
        mean += losses[fold] * sizes[fold] / 442;
      }
      double variance = 0;
      for (int fold = 0; fold < 5; fold++) {
        variance += Math.pow(losses[fold] - mean, 2) * sizes[fold] / 442;
      }
      assertThat(result.means()[index]).isWithin(1e-4 * mean).of(mean);
      double error = Math.sqrt(variance / 4);
      assertThat(result.standardErrors()[index]).isWithin(1e-3 * error).of(error);
      for (double value : result.means()) {
        assertThat(value).isAtLeast(result.means()[result.bestIndex()]);
      }
      int chosen = result.oneStandardErrorIndex();
      double limit =
          result.means()[result.bestIndex()] + result.standardErrors()[result.bestIndex()];
      assertThat(result.means()[chosen]).isAtMost(limit);
      assertThat(chosen).isGreaterThan(0);
      assertThat(result.means()[chosen - 1]).isGreaterThan(limit);
    }
  }

  @Test
  void selectLeavesTheObjectiveAtTheChosenFactor() {
    try (TableObjective objective = logistic("CoordinateDescent")) {
      INDArray before = objective.parameters().get("w").dup();
      CrossValidationResult result = validation(objective).stratified("y").run(cancer());
      assertThat(objective.parameters().get("w")).isEqualTo(before);
      SolutionPath.Point point = result.select();
      assertThat(point.factor()).isEqualTo(result.oneStandardError().factor());
      assertThat(point.nonzeros()).isLessThan(30);
      assertThat(SolutionPath.numbers(objective.parameters().get("w")))
          .isEqualTo(SolutionPath.numbers(point.coefficients().get("w")));
      TableObjective.Batch all = objective.batch(cancer().batches(cancer().size()).get(0));
      assertThat(objective.evaluate(all).loss()).isWithin(1e-12).of(point.terms().loss());
    }
  }

  @Test
  void aMetricInThePlaceOfTheLoss() {
    try (TableObjective objective = logistic("CoordinateDescent")) {
      CrossValidationResult result =
          validation(objective)
              .stratified("y")
              .metric(
                  "accuracy",
                  true,
                  RegularizationPathTest::accuracy,
                  batch -> scores(objective, batch),
                  TableObjective.Batch::y)
              .run(cancer());
      assertThat(result.measure()).isEqualTo("accuracy");
      assertThat(result.means()[0]).isWithin(0.01).of(0.63); // the larger class
      assertThat(result.means()[result.bestIndex()]).isGreaterThan(0.95);
      assertThat(result.oneStandardErrorIndex()).isAtMost(result.bestIndex());
    }
  }

  private static INDArray scores(TableObjective objective, TableObjective.Batch batch) {
    return batch
        .x()
        .mmul(objective.parameters().get("w").reshape(30, 1))
        .add(objective.parameters().get("b").getDouble(0));
  }

  private static double accuracy(INDArray scores, INDArray labels) {
    int right = 0;
    for (int i = 0; i < labels.length(); i++) {
      right += (scores.getDouble(i) > 0) == (labels.getDouble(i) > 0.5) ? 1 : 0;
    }
    return (double) right / labels.length();
  }

  // ---- files ----

  @Test
  void tablesHaveALineForEachFactor(@TempDir Path folder) throws Exception {
    try (TableObjective objective = lasso("CoordinateDescent")) {
      SolutionPath path = RegularizationPath.of(objective).lambdas(7).compute(diabetes());
      Path file = folder.resolve("path.csv");
      path.writeCsv(file);
      String text = Files.readString(file);
      List<String> lines = List.of(text.split("\r\n", -1));
      assertThat(lines).hasSize(9);
      assertThat(lines.get(0))
          .isEqualTo(
              "factor,lambda w/L1,lambda w/L2,certificate,converged,nonzeros,objective,term fit,term w/L1,"
                  + "term w/L2,w[0],w[1],w[2],w[3],w[4],w[5],w[6],w[7],w[8],w[9],b");
      String[] cells = lines.get(7).split(",", -1);
      assertThat(cells).hasLength(21);
      assertThat(Double.parseDouble(cells[0])).isEqualTo(path.factors()[6]);
      assertThat(Double.parseDouble(cells[12]))
          .isEqualTo(path.points().get(6).coefficients().get("w").getDouble(2));
      CrossValidationResult result = validation(objective).run(diabetes());
      assertThat(result.toCsv().split("\r\n", 2)[0]).endsWith("validation standard error");
    }
  }

  @Test
  void elementsHaveTheNamesOfColumns() throws Exception {
    List<String> names =
        List.of("age", "sex", "bmi", "factor", "a,b", "<x>", "s1", "s2", "s3", "s4");
    try (TableObjective objective = lasso("CoordinateDescent")) {
      RegularizationPath<TableObjective.Batch> path = RegularizationPath.of(objective);
      SolutionPath solutions = path.lambdas(5).elements("w", names).compute(diabetes());
      assertThat(solutions.toCsv().split("\r\n", 2)[0])
          .endsWith("w[age],w[sex],w[bmi],w[factor],\"w[a,b]\",w[<x>],w[s1],w[s2],w[s3],w[s4],b");
      String page = solutions.toHtml("Diabetes");
      assertThat(page).contains(">bmi<");
      assertThat(page).doesNotContain("w[2]");
      assertThat(page).doesNotContain("<x>");
      Exception e = assertThrows(IllegalArgumentException.class, () -> path.elements("v", names));
      assertThat(e).hasMessageThat().contains("no parameter \"v\"; the parameters are [w, b]");
      e = assertThrows(IllegalArgumentException.class, () -> path.elements("b", names));
      assertThat(e).hasMessageThat().contains("1 elements, but there are 10 names");
      List<String> twice = Collections.nCopies(10, "age");
      e = assertThrows(IllegalArgumentException.class, () -> path.elements("w", twice));
      assertThat(e).hasMessageThat().contains("the same name");
    }
  }

  @Test
  void pagesAreCompleteAndWellFormed(@TempDir Path folder) throws Exception {
    try (TableObjective objective = logistic("CoordinateDescent")) {
      CrossValidationResult result = validation(objective).stratified("y").run(cancer());
      Path file = folder.resolve("cv.html");
      result.writeHtml(file, "Tumours <30 features>");
      String page = Files.readString(file);
      assertThat(page).contains("Tumours &lt;30 features&gt;");
      assertThat(page).doesNotContain("NaN");
      assertThat(page).doesNotContain("<script");
      assertThat(page).contains("1 SE");
      javax.xml.parsers.DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(
              new java.io.ByteArrayInputStream(
                  page.replace("<!DOCTYPE html>", "")
                      .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
      String alone = result.path().toHtml("Path");
      assertThat(alone).contains("Coefficients w");
    }
  }
}
