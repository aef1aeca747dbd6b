package io.tikhonov.processor.emit;

import com.palantir.javapoet.CodeBlock;
import io.tikhonov.processor.ir.LibraryOp;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Shape;
import io.tikhonov.processor.plan.ProgramPlan;

/** Writes calls of the runtime's library. */
final class LibraryCalls {
  private final HostWriter host;
  private final ProgramPlan plan;

  LibraryCalls(HostWriter host, ProgramPlan plan) {
    this.host = host;
    this.plan = plan;
  }

  CodeBlock write(ProgramPlan.Library action) {
    Node node = action.node();
    String out = host.wholeMemory(plan, node);
    String in = host.wholeMemory(plan, action.operands().get(0));
    Shape shape = node.input(0).shape();
    CodeBlock.Builder code = CodeBlock.builder().add(host.comment(node));
    LibraryOp op = (LibraryOp) node.op();
    if (op instanceof LibraryOp.Svd) {
      code.addStatement(
          "lapack().svdPacked($L, $L, $L, $L)", size(shape, 0), size(shape, 1), in, out);
    } else if (op instanceof LibraryOp.SingularValues) {
      code.addStatement(
          "lapack().singularValues($L, $L, $L, $L)", size(shape, 0), size(shape, 1), in, out);
    } else if (op instanceof LibraryOp.SingularValueThreshold) {
      code.addStatement(
          "lapack().singularValueThreshold($L, $L, $L, $L, $L)",
          size(shape, 0),
          size(shape, 1),
          in,
          host.scalarReference(plan, action.operands().get(1), null),
          out);
    } else if (op instanceof LibraryOp.TotalVariationStep step) {
      Node threshold = action.operands().get(1);
      code.addStatement(
          "lineSteps().totalVariation($L, $L, $L, $L)",
          in,
          layout(shape, step.axis()),
          threshold.isScalar()
              ? host.scalarReference(plan, threshold, null)
              : host.wholeMemory(plan, threshold),
          out);
    } else if (op instanceof LibraryOp.GroupSums) {
      code.addStatement(
          "lineSteps().groupSums($L, $L, $L, $L)",
          in,
          host.wholeMemory(plan, action.operands().get(1)),
          host.intCode(shape.volume()),
          out);
    } else if (op instanceof LibraryOp.Cholesky) {
      code.addStatement("lapack().cholesky($L, $L, $L)", size(shape, 0), in, out);
    } else if (op instanceof LibraryOp.Inverse) {
      code.addStatement("lapack().inverse($L, $L, $L)", size(shape, 0), in, out);
    } else if (op instanceof LibraryOp.LogDet) {
      code.addStatement("lapack().logDet($L, $L, $L)", size(shape, 0), in, out);
    } else if (op instanceof LibraryOp.CumulativeSum sum) {
      code.addStatement(
          "$T.cumsum($L, $L, $L, $L)",
          RuntimeTypes.SCANS,
          in,
          layout(shape, sum.axis()),
          sum.reverse(),
          out);
    } else if (op instanceof LibraryOp.ArgSort sort) {
      code.addStatement(
          "$T.argsort($L, $L, $L)", RuntimeTypes.SORTING, in, layout(shape, sort.axis()), out);
    } else if (op instanceof LibraryOp.InversePermutation inverse) {
      code.addStatement(
          "$T.invert($L, $L, $L)", RuntimeTypes.SORTING, in, layout(shape, inverse.axis()), out);
    } else if (op instanceof LibraryOp.ScatterAdd scatter) {
      Poly count = node.input(1).shape().volume();
      Poly width = new Shape(node.shape().dims().subList(1, node.shape().rank())).volume();
      code.addStatement(
          "$T.scatterAdd($L, $L, $L, $L, $L, $L)",
          RuntimeTypes.TABLES,
          in,
          host.wholeMemory(plan, action.operands().get(1)),
          host.intCode(count),
          host.intCode(width),
          host.intCode(scatter.rows()),
          out);
    }
    return code.build();
  }

  /** A matrix product or a stack of them. */
  CodeBlock write(ProgramPlan.Multiply multiply) {
    String m = host.intCode(multiply.size().dim(0));
    String n = host.intCode(multiply.size().dim(1));
    String k = host.intCode(multiply.size().dim(2));
    String a = host.wholeMemory(plan, multiply.a());
    String b = host.wholeMemory(plan, multiply.b());
    String c = host.wholeMemory(plan, multiply.node());
    CodeBlock comment = host.comment(multiply.node());
    if (multiply.count() == null) {
      return CodeBlock.builder()
          .add(comment)
          .addStatement(
              "blas().gemm($L, $L, $L, $L, $L, $L, $L, $L)",
              multiply.transposeA(),
              multiply.transposeB(),
              m,
              n,
              k,
              a,
              b,
              c)
          .build();
    }
    Poly left = multiply.size().dim(0).times(multiply.size().dim(2));
    Poly right = multiply.size().dim(2).times(multiply.size().dim(1));
    Poly result = multiply.size().dim(0).times(multiply.size().dim(1));
    return CodeBlock.builder()
        .add(comment)
        .addStatement(
            "blas().gemmBatched($L, $L, $L, $L, $L, $L, $L, $L, $L, $L, $L, $L)",
            host.intCode(multiply.count()),
            multiply.transposeA(),
            multiply.transposeB(),
            m,
            n,
            k,
            a,
            multiply.stackedA() ? host.longCode(left) : "0",
            b,
            multiply.stackedB() ? host.longCode(right) : "0",
            c,
            multiply.stackedC() ? host.longCode(result) : "0")
        .build();
  }

  private String size(Shape shape, int axis) {
    return host.intCode(shape.dim(axis));
  }

  /** Outer count, length and inner count of an axis. */
  private String layout(Shape shape, int axis) {
    Poly outer = new Shape(shape.dims().subList(0, axis)).volume();
    Poly inner = new Shape(shape.dims().subList(axis + 1, shape.rank())).volume();
    return host.intCode(outer) + ", " + size(shape, axis) + ", " + host.intCode(inner);
  }
}
