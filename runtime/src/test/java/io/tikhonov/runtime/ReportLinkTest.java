package io.tikhonov.runtime;

import static com.google.common.truth.Truth.assertThat;

import io.tikhonov.runtime.support.LinearObjective;
import io.tikhonov.runtime.support.TestData;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages of runs link to the report of the objective. */
class ReportLinkTest {
  private static final String GENERATED = "io/tikhonov/runtime/TrainerTest_LinearObjective";

  @TempDir Path folder;

  /** Where the report of a class is found that lies in a folder of classes. */
  private Path found(String classes, String report) throws Exception {
    Path root = Files.createTempDirectory(folder, "project");
    Path page = root.resolve(report).resolve(GENERATED + ".html");
    Files.createDirectories(page.getParent());
    Files.writeString(page, "report");
    Path file = root.resolve(classes).resolve(GENERATED + ".class");
    Files.createDirectories(file.getParent());
    try (InputStream bytes = getClass().getResourceAsStream("/" + GENERATED + ".class")) {
      Files.write(file, bytes.readAllBytes());
    }
    URL[] path = {root.resolve(classes).toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(path, null)) {
      Path found = ReportLink.find(loader.loadClass(GENERATED.replace('/', '.')));
      return found == null ? null : root.relativize(found);
    }
  }

  @Test
  void reportsLieWhereBuildsLeaveThem() throws Exception {
    for (List<String> layout :
        List.of(
            List.of("target/classes", "target/generated-sources/annotations"),
            List.of("target/test-classes", "target/generated-test-sources/test-annotations"),
            List.of(
                "build/classes/java/main", "build/generated/sources/annotationProcessor/java/main"),
            List.of("classes", "classes"))) {
      assertThat(found(layout.get(0), layout.get(1)))
          .isEqualTo(Path.of(layout.get(1), GENERATED + ".html"));
    }
    assertThat(found("target/classes", "elsewhere")).isNull();
    assertThat(ReportLink.find(String.class)).isNull();
  }

  @Test
  void addressesAreRelativeAndEncoded() {
    Path page = folder.resolve("runs/one/run.html");
    assertThat(ReportLink.from(page, folder.resolve("runs/one/Model.html")))
        .isEqualTo("Model.html");
    assertThat(ReportLink.from(page, folder.resolve("a b/Prüfung#1.html")))
        .isEqualTo("../../a%20b/Pr%C3%BCfung%231.html");
    assertThat(ReportLink.from(Path.of("run.html"), Path.of("x:y.html"))).isEqualTo("./x:y.html");
  }

  @Test
  void pagesShowTheLinkAndTheSchedules() throws IOException {
    TrainingHistory.Epoch epoch =
        new TrainingHistory.Epoch(
            1,
            4,
            0.5,
            Map.of("fit", 0.5),
            Optional.empty(),
            Map.of(),
            Map.of("w", new TrainingHistory.ParameterSummary(2, 0.25)),
            0.1,
            Map.of("w/L1", 0.001),
            2);
    TrainingHistory history = new TrainingHistory(List.of(epoch, epoch));
    Path page = folder.resolve("run.html");
    history.writeHtml(page, "Linear", folder.resolve("report/Linear & co.html"));
    String html = Files.readString(page);
    assertThat(html).contains("<a href=\"report/Linear%20&amp;%20co.html\">");
    assertThat(html).contains("<h2>Schedule of w/L1</h2>");
    history.writeCsv(folder.resolve("run.csv"));
    assertThat(Files.readString(folder.resolve("run.csv")))
        .isEqualTo(
            """
            epoch,steps,seconds,learningRate,scheduled w/L1,loss,term fit,norm w,zeros w
            1,4,2,0.1,0.001,0.5,0.5,2,0.25
            1,4,2,0.1,0.001,0.5,0.5,2,0.25
            """);
    assertThat(HistoryFiles.parse(HistoryFiles.epochs(history.epochs())).get(0).scheduled())
        .containsExactly("w/L1", 0.001);
    try (LinearObjective objective = TestData.objective(1)) {
      history.writeHtml(page, objective);
      assertThat(Files.readString(page)).contains("<h1>Linear</h1>");
      assertThat(Files.readString(page)).doesNotContain("<a href");
    }
  }
}
