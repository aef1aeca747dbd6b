package io.tikhonov.benchmarks.sides;

import io.tikhonov.benchmarks.models.AdamWUpdateObjective;
import io.tikhonov.benchmarks.models.AttentionBlockObjective;
import io.tikhonov.benchmarks.models.ConvolutionalClassifierObjective;
import io.tikhonov.benchmarks.models.CoupledUpdateObjective;
import io.tikhonov.benchmarks.models.EuclideanUpdateObjective;
import io.tikhonov.benchmarks.models.FivePenaltiesObjective;
import io.tikhonov.benchmarks.models.FourPenaltiesObjective;
import io.tikhonov.benchmarks.models.GroupUpdateObjective;
import io.tikhonov.benchmarks.models.ImageDenoiserObjective;
import io.tikhonov.benchmarks.models.LinearClassifierObjective;
import io.tikhonov.benchmarks.models.OnePenaltyObjective;
import io.tikhonov.benchmarks.models.PenalizedPerceptronObjective;
import io.tikhonov.benchmarks.models.PerceptronObjective;
import io.tikhonov.benchmarks.models.ProximalUpdateObjective;
import io.tikhonov.benchmarks.models.SgdUpdateObjective;
import io.tikhonov.benchmarks.models.TabularClassifierObjective;
import io.tikhonov.benchmarks.models.ThreePenaltiesObjective;
import io.tikhonov.benchmarks.models.TwoPenaltiesObjective;
import io.tikhonov.benchmarks.shared.Child;
import io.tikhonov.benchmarks.shared.Problem;
import io.tikhonov.benchmarks.shared.Problem.Values;
import io.tikhonov.benchmarks.shared.Work;
import io.tikhonov.benchmarks.shared.Workload;
import io.tikhonov.runtime.Objective;
import io.tikhonov.runtime.Pass;
import java.io.IOException;
import java.util.List;

/** Runs the generated steps. */
public final class TikhonovSide implements Child.Side {

  /** Takes no arguments; the protocol is that of {@link Child}. */
  public static void main(String[] args) throws IOException {
    Child.serve(new TikhonovSide());
  }

  @Override
  public Workload open(Work work, Problem problem) {
    return start(objective(work, problem.parameters().get(0).shape()), problem);
  }

  /** The objective of a work; the shape is that of its first parameter. */
  private static Objective<?> objective(Work work, long... shape) {
    return switch (work) {
      case UPDATE_SGD -> SgdUpdateObjective.builder().parameters(shape[0]).build();
      case UPDATE_ADAMW -> AdamWUpdateObjective.builder().parameters(shape[0]).build();
      case UPDATE_PROXIMAL -> ProximalUpdateObjective.builder().parameters(shape[0]).build();
      case UPDATE_EUCLIDEAN -> EuclideanUpdateObjective.builder().parameters(shape[0]).build();
      case UPDATE_COUPLED -> CoupledUpdateObjective.builder().parameters(shape[0]).build();
      case UPDATE_GROUPS ->
          GroupUpdateObjective.builder().groups(shape[0]).length(shape[1]).build();
      case PENALTIES_1 -> OnePenaltyObjective.builder().parameters(shape[0]).build();
      case PENALTIES_2 -> TwoPenaltiesObjective.builder().parameters(shape[0]).build();
      case PENALTIES_3 -> ThreePenaltiesObjective.builder().parameters(shape[0]).build();
      case PENALTIES_4 -> FourPenaltiesObjective.builder().parameters(shape[0]).build();
      case PENALTIES_5 -> FivePenaltiesObjective.builder().parameters(shape[0]).build();
      case MLP -> PerceptronObjective.builder().build();
      case MLP_PENALIZED -> PenalizedPerceptronObjective.builder().build();
      case TABULAR -> TabularClassifierObjective.builder().build();
      case LINEAR -> LinearClassifierObjective.builder().features(shape[0]).build();
      case IMAGE -> ImageDenoiserObjective.builder().height(shape[0]).width(shape[1]).build();
      case ATTENTION -> AttentionBlockObjective.builder().build();
      case CONVOLUTION -> ConvolutionalClassifierObjective.builder().build();
    };
  }

  /** A workload that tells its plan. */
  interface Run extends Workload, AutoCloseable {
    List<Pass> plan();

    @Override
    void close();
  }

  static Run run(Work work, Problem problem) {
    return start(objective(work, problem.parameters().get(0).shape()), problem);
  }

  private static <B extends Record> Run start(Objective<B> objective, Problem problem) {
    for (Values values : problem.parameters()) {
      objective.parameters().put(values.name(), Arrays.of(values));
    }
    B batch = objective.batch(Arrays.byName(problem.inputs()));
    return new Run() {
      @Override
      public List<Pass> plan() {
        return objective.plan(batch);
      }

      @Override
      public void step() {
        objective.step(batch);
      }

      @Override
      public double stepWithLoss() {
        return objective.step(batch).loss();
      }

      @Override
      public void close() {
        objective.close();
      }
    };
  }
}
