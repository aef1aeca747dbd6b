package io.tikhonov.processor.emit;

import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.plan.Kernel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.lang.model.element.Modifier;

/** The kernels of a generated class, each written once however many places run it. */
final class KernelLibrary {

  /** One argument of a kernel call. */
  sealed interface Argument {
    /** Memory at a place. */
    record Place(Node location) implements Argument {}

    record Size(String name) implements Argument {}

    record Scalar(Node node) implements Argument {}

    /** The key of a random draw. */
    record DrawKey(int draw) implements Argument {}
  }

  /**
   * How to call a kernel.
   *
   * @param sums how many sums it needs room for
   * @param kind the factory method for it in the runtime
   * @param hasSimd true if its vector form was written, too
   */
  record Call(String method, List<Argument> arguments, int sums, String kind, boolean hasSimd) {}

  private final boolean doublePrecision;
  private final Naming naming;
  private final SimdLibrary simd;
  private final NameScope methodNames = new NameScope();
  private final Map<String, String> methodByText = new HashMap<>();
  private final Map<String, MethodSpec> methods = new LinkedHashMap<>();
  private boolean hasParts;

  /**
   * @param simd takes the vector kernels; null if there are none
   */
  KernelLibrary(boolean doublePrecision, Naming naming, SimdLibrary simd) {
    this.doublePrecision = doublePrecision;
    this.naming = naming;
    this.simd = simd;
  }

  /**
   * Adds a kernel unless an equal one is there.
   *
   * @param wish the name it would like to have
   * @param comment what it computes
   */
  Call add(Kernel kernel, UnaryOperator<Node> location, String wish, String comment) {
    KernelArguments arguments = new KernelArguments(kernel, location);
    List<Argument> order = order(arguments);
    KernelSums sums = new KernelSums(kernel, doublePrecision);
    String text =
        signature(order) + new KernelWriter(sums, new CanonicalNames(order), location).body();
    boolean hasSimd = simd != null && sums.hasVectors();
    String method = methodByText.get(text);
    if (method == null) {
      method = methodNames.take(wish);
      methodByText.put(text, method);
      methods.put(method, write(sums, location, order, method, comment));
      hasParts |= sums.hasVectors() && sums.count() > 0;
      if (hasSimd) {
        writeSimd(sums, location, order, method, comment);
      }
    }
    return new Call(method, order, sums.count(), kind(sums), hasSimd);
  }

  private static String kind(KernelSums sums) {
    if (!sums.hasVectors()) {
      return "scalar";
    } else if (sums.addsByRows()) {
      return "ofColumns";
    }
    return sums.splitsVectors() ? "ofElements" : "ofRows";
  }

  private void writeSimd(
      KernelSums sums,
      UnaryOperator<Node> location,
      List<Argument> order,
      String method,
      String comment) {
    ReadableNames names = new ReadableNames(order);
    List<String> parameters = new ArrayList<>();
    if (sums.kernel().split() != null) {
      parameters.add("int from");
      parameters.add("int to");
    }
    if (sums.count() > 0) {
      parameters.add("double[] sums");
      parameters.add("int at");
    }
    for (Argument argument : order) {
      String type =
          argument instanceof Argument.Place ? simd.api().memory() : type(argument).toString();
      parameters.add(type + " " + names.of(argument));
    }
    RestMethods rest = new RestMethods(method, parameters, methodNames::take);
    Function<SimdKernelWriter.Part, String> body =
        part -> new SimdKernelWriter(sums, names, location, simd.api(), rest, part).method();
    if (SimdKernelWriter.hasMainPart(sums)) {
      rest.addMain(body.apply(SimdKernelWriter.Part.MAIN));
      simd.add(method, comment, parameters, body.apply(SimdKernelWriter.Part.ENDS));
    } else {
      simd.add(method, comment, parameters, body.apply(SimdKernelWriter.Part.ALL));
    }
    rest.all().forEach(simd::add);
  }

  /** Has a constructor say which vectors the kernels were written for. */
  void useVectors(MethodSpec.Builder constructor) {
    if (simd != null && !simd.isEmpty()) {
      constructor.addStatement("useVectors($T.$L)", RuntimeTypes.VECTOR_API, simd.api());
    }
  }

  /** The vector kernels, null if none are written. */
  SimdLibrary simd() {
    return simd;
  }

  private static List<Argument> order(KernelArguments arguments) {
    List<Argument> order = new ArrayList<>();
    arguments.memory().forEach(node -> order.add(new Argument.Place(node)));
    arguments.sizes().forEach(name -> order.add(new Argument.Size(name)));
    arguments.scalars().forEach(node -> order.add(new Argument.Scalar(node)));
    arguments.draws().keySet().forEach(draw -> order.add(new Argument.DrawKey(draw)));
    return order;
  }

  private String signature(List<Argument> order) {
    StringBuilder signature = new StringBuilder();
    order.forEach(argument -> signature.append(type(argument)).append(','));
    return signature.append('\n').toString();
  }

  private TypeName type(Argument argument) {
    if (argument instanceof Argument.Place place) {
      return RuntimeTypes.buffer(
          KernelArguments.bufferType(place.location().kind(), doublePrecision));
    } else if (argument instanceof Argument.Size) {
      return TypeName.INT;
    } else if (argument instanceof Argument.DrawKey) {
      return TypeName.LONG;
    }
    return doublePrecision ? TypeName.DOUBLE : TypeName.FLOAT;
  }

  private MethodSpec write(
      KernelSums sums,
      UnaryOperator<Node> location,
      List<Argument> order,
      String method,
      String comment) {
    ReadableNames names = new ReadableNames(order);
    MethodSpec.Builder builder =
        MethodSpec.methodBuilder(method).addModifiers(Modifier.STATIC).addJavadoc("$L", comment);
    if (sums.kernel().split() != null) {
      builder.addParameter(TypeName.INT, "from").addParameter(TypeName.INT, "to");
    }
    if (sums.count() > 0) {
      builder.addParameter(ParameterSpec.builder(double[].class, "sums").build());
      builder.addParameter(TypeName.INT, "at");
    }
    for (Argument argument : order) {
      builder.addParameter(type(argument), names.of(argument));
    }
    String body = new KernelWriter(sums, names, location).body();
    return builder.addCode(JavaText.of(body)).build();
  }

  /** The nested class with all kernels. */
  TypeSpec type() {
    TypeSpec.Builder type =
        TypeSpec.classBuilder("Kernels")
            .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
            .addJavadoc(
                "The fused loops. Each runs over a part of its range, so that parts can run on several"
                    + " threads;\nthe results do not depend on who computes which part.")
            .addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build())
            .addMethods(methods.values());
    if (hasParts) {
      type.addField(
          FieldSpec.builder(
                  TypeName.INT, "LAST_LANE", Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
              .addJavadoc("Sums have a part for each lane of a vector, used or not.")
              .initializer("$T.LANES$L - 1", RuntimeTypes.SUMS, doublePrecision ? " / 2" : "")
              .build());
    }
    return type.build();
  }

  boolean isEmpty() {
    return methods.isEmpty();
  }

  /** Names after the user's own. */
  private final class ReadableNames implements KernelNames {
    private final NameScope scope =
        new NameScope()
            .reserve("from", "to", "sums", "at", "i", "j", "k", "l", "p", "q")
            .reserve("LANES", "LAST_LANE", "FLOATS", "DOUBLES", "ORDER");
    private final Map<Argument, String> names = new HashMap<>();

    ReadableNames(List<Argument> order) {
      for (Argument argument : order) {
        String wish;
        if (argument instanceof Argument.Place place) {
          wish = naming.placeInKernel(place.location());
        } else if (argument instanceof Argument.Size size) {
          wish = size.name();
        } else if (argument instanceof Argument.Scalar scalar) {
          wish = naming.wish(scalar.node());
        } else {
          wish = "key";
        }
        names.put(argument, scope.take(wish));
      }
    }

    String of(Argument argument) {
      return names.get(argument);
    }

    @Override
    public NameScope scope() {
      return scope;
    }

    @Override
    public String place(Node location) {
      return names.get(new Argument.Place(location));
    }

    @Override
    public String scalar(Node scalar) {
      return names.get(new Argument.Scalar(scalar));
    }

    @Override
    public String size(String dimension) {
      return names.get(new Argument.Size(dimension));
    }

    @Override
    public String drawKey(int draw) {
      return names.get(new Argument.DrawKey(draw));
    }

    @Override
    public String suggestion(Node node, String otherwise) {
      return naming.suggestion(node).map(NameScope::identifier).orElse(otherwise);
    }

    @Override
    public boolean isReadable() {
      return true;
    }
  }

  /** Names by position, so that the texts of equal kernels are equal. */
  private static final class CanonicalNames implements KernelNames {
    private final NameScope scope = new NameScope();
    private final List<Argument> order;

    CanonicalNames(List<Argument> order) {
      this.order = order;
    }

    private String of(Argument argument) {
      return "$" + order.indexOf(argument);
    }

    @Override
    public NameScope scope() {
      return scope;
    }

    @Override
    public String place(Node location) {
      return of(new Argument.Place(location));
    }

    @Override
    public String scalar(Node scalar) {
      return of(new Argument.Scalar(scalar));
    }

    @Override
    public String size(String dimension) {
      return of(new Argument.Size(dimension));
    }

    @Override
    public String drawKey(int draw) {
      return of(new Argument.DrawKey(draw));
    }

    @Override
    public String suggestion(Node node, String otherwise) {
      return otherwise;
    }

    @Override
    public boolean isReadable() {
      return false;
    }
  }
}
