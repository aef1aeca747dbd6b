package io.tikhonov.processor.compiled;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static com.google.testing.compile.Compiler.javac;

import com.google.testing.compile.Compilation;
import io.tikhonov.processor.TikhonovProcessor;
import io.tikhonov.processor.golden.Examples;
import io.tikhonov.processor.report.TestJson;
import io.tikhonov.runtime.Pass;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The numbers of a report are those that an objective gives when it runs. */
final class ReportedPlanTest {

  @Test
  void reportedSizesAreThoseOfTheRunningObjective() {
    check(
        new ModelSource(
            "ReportedDigits",
            "@Optimizer.AdamW(learningRate = 0.01, weightDecay = 0.01)",
            false,
            """
            @Parameter(shape = {"pixels", "hidden"}) @Regularize.L1(lambda = 1e-4) Tensor w1;
            @Parameter(shape = "hidden", role = Role.BIAS) Tensor b1;
            @Parameter(shape = {"hidden", "classes"})
            @Regularize.GroupLasso(lambda = 1e-3, axis = 0) Tensor w2;
            Tensor logits(Tensor x) { return relu(x.matmul(w1).plus(b1)).matmul(w2); }
            @Loss Tensor crossEntropy(
                @Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
              return softmaxCrossEntropy(logits(x), y);
            }
            @Regularize(lambda = 0.1) Tensor confidence(@Shape({"batch", "pixels"}) Tensor x) {
              return mean(square(logits(x)));
            }
            """),
        Map.of("pixels", 17, "hidden", 11, "classes", 3, "batch", 7));
  }

  @Test
  void reportedSizesOfStacksAndDoublePrecision() {
    check(
        new ModelSource(
            "ReportedAttention",
            "@Optimizer.Adam(learningRate = 0.01) @Gradient.ClipByGlobalNorm(maxNorm = 1)",
            true,
            """
            @Parameter(shape = {"width", "4"}) Tensor query;
            @Parameter(shape = {"width", "4"}) Tensor key;
            @Parameter(shape = {"width", "2*half"}) Tensor out;
            @Loss Tensor fit(@Shape({"batch", "length", "width"}) Tensor x,
                @Shape({"batch", "length", "2*half"}) Tensor y) {
              Tensor scores = x.matmul(query).matmul(x.matmul(key).transpose());
              return mean(square(softmax(scores, -1).matmul(x).matmul(out).minus(y)));
            }
            @Parameter(shape = "half") Tensor unused;
            @Regularize(lambda = 1) Tensor small() { return sum(square(unused)); }
            """),
        Map.of("width", 6, "length", 5, "half", 2, "batch", 3));
  }

  private static void check(ModelSource source, Map<String, Integer> sizes) {
    Compilation compilation =
        javac().withProcessors(new TikhonovProcessor()).compile(source.file());
    Map<?, ?> facts =
        TestJson.object(
            Examples.facts(compilation).get("META-INF/tikhonov/" + source.name() + ".json"));
    CompiledModel model = CompiledModel.compile(source).get(source.name());
    Data data = new Data(sizes, 1);
    try (Running running = new Running(model, data, 1)) {
      List<Pass> plan = running.objective().plan(running.batch(data));
      List<?> passes = (List<?>) facts.get("passes");
      assertThat(passes).hasSize(plan.size());
      long operations = 0;
      for (int i = 0; i < plan.size(); i++) {
        Map<?, ?> reported = (Map<?, ?>) passes.get(i);
        Pass pass = plan.get(i);
        assertThat(reported.get("name")).isEqualTo(pass.name());
        assertThat(reported.get("kind").equals("kernel")).isEqualTo(pass.kernel());
        assertWithMessage("bytes that %s reads", pass.name())
            .that(value((String) reported.get("bytesRead"), sizes))
            .isEqualTo(pass.bytesRead());
        assertWithMessage("bytes that %s writes", pass.name())
            .that(value((String) reported.get("bytesWritten"), sizes))
            .isEqualTo(pass.bytesWritten());
        assertWithMessage("operations of %s", pass.name())
            .that(value((String) reported.get("operations"), sizes))
            .isEqualTo(pass.operations());
        operations += pass.operations();
      }
      Map<?, ?> total = (Map<?, ?>) facts.get("total");
      assertThat(value((String) total.get("operations"), sizes)).isEqualTo(operations);
    }
  }

  /** The value of a sum of products. */
  private static long value(String polynomial, Map<String, Integer> sizes) {
    long sum = 0;
    for (String term : polynomial.split("(?=[+-])", -1)) {
      long product = term.startsWith("-") ? -1 : 1;
      for (String factor : term.replaceFirst("^[+-]", "").split("\\*", -1)) {
        product *= sizes.containsKey(factor) ? sizes.get(factor) : Long.parseLong(factor);
      }
      sum += product;
    }
    return sum;
  }
}
