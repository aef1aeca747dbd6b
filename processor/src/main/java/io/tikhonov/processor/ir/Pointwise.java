package io.tikhonov.processor.ir;

import java.util.List;

/** An operation whose result at an index depends on its inputs at the same index only. */
public sealed interface Pointwise extends Op permits Elementwise, Generated, Pointwise.Copy {

  /** The identity under a name of its own, for values that have to exist twice in memory. */
  record Copy(String target) implements Pointwise {
    @Override
    public String opName() {
      return "copy";
    }

    @Override
    public Shape shape(List<Node> inputs) {
      return inputs.get(0).shape();
    }

    @Override
    public Kind kind(List<Node> inputs) {
      return inputs.get(0).kind();
    }

    @Override
    public List<Node> derivative(Graph graph, Node node, Node cotangent) {
      return List.of(cotangent);
    }
  }
}
