package io.tikhonov.processor.check;

import io.tikhonov.processor.analysis.Reach;
import io.tikhonov.processor.diagnostic.Reporter;
import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.ObjectiveModel;
import io.tikhonov.processor.model.TermDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** TKV205: one term sums over the batch where another averages. */
final class BatchReductionChecks {
  /** Means over the rows of what compares each row with all others, which is no power of them. */
  private static final Set<String> MEANS = Set.of("infoNce", "ntXent");

  private final ObjectiveModel model;
  private final Reporter reporter;

  BatchReductionChecks(ObjectiveModel model, Reporter reporter) {
    this.model = model;
    this.reporter = reporter;
  }

  void run() {
    for (String dimension : model.batchDimensions()) {
      List<TermDeclaration> sums = new ArrayList<>();
      List<TermDeclaration> means = new ArrayList<>();
      for (TermDeclaration term : model.terms()) {
        if (reporter.hasReported(Rule.UNORDERED_AXIS, term.token().handle())) {
          // What is summed over an axis that should not be there says nothing.
          continue;
        }
        switch (BatchGrowth.of(term.training(), dimension).reduction()) {
          case SUM -> sums.add(term);
          case MEAN -> means.add(term);
          case OTHER -> {
            if (MEANS.contains(term.training().origin().function())
                && hasRows(term.training(), dimension)) {
              means.add(term);
            }
          }
        }
      }
      if (!sums.isEmpty() && !means.isEmpty()) {
        report(dimension, sums.get(0), means.get(0));
      }
    }
  }

  private static boolean hasRows(Node node, String dimension) {
    return Reach.leaves(node, Leaf.Role.INPUT).stream()
        .flatMap(leaf -> leaf.shape().dims().stream())
        .anyMatch(dim -> dim.names().contains(dimension));
  }

  private void report(String dimension, TermDeclaration sum, TermDeclaration mean) {
    reporter.report(
        Rule.SUM_AND_MEAN,
        BatchGrowth.of(sum.training(), dimension)
            .reductionNode()
            .map(node -> Places.of(node, sum, model))
            .orElse(sum.token().handle()),
        "%s sums over the %s and %s takes the mean, so the weight of %s grows with the %s size (64"
                .formatted(sum.name(), dimension, mean.name(), sum.name(), dimension)
            + " times at %s 64). Use mean(...), and let lambda set the weight."
                .formatted(dimension));
  }
}
