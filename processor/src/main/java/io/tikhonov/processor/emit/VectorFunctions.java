package io.tikhonov.processor.emit;

import io.tikhonov.processor.ir.Elementwise;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Functions of vectors that generated classes contain as far as they use them. They are made of
 * additions, products, fused multiply-adds, divisions and roots, which are rounded exactly, and of
 * bit operations: compiled and interpreted code give the same bits, which the exponentials and
 * logarithms of {@code VectorOperators} do not. The runtime has the same functions of one number.
 */
final class VectorFunctions {
  private static final Pattern NAME = Pattern.compile("private static \\S+ (\\w+)\\(");
  private static final Pattern CALL = Pattern.compile("(?<![.\\w])([a-z]\\w*)\\(");

  private static final VectorFunctions SINGLE =
      new VectorFunctions("float-vectors.txt", "FloatMath");
  private static final VectorFunctions DOUBLE =
      new VectorFunctions("double-vectors.txt", "DoubleMath");

  private final String scalarClass;
  private final Map<String, String> texts = new LinkedHashMap<>();

  private VectorFunctions(String resource, String scalarClass) {
    this.scalarClass = scalarClass;
    for (String text : read(resource).split("\n\n(?=/\\*\\*)", -1)) {
      Matcher matcher = NAME.matcher(text);
      if (!matcher.find()) {
        throw new IllegalStateException("no function in: " + text);
      }
      texts.put(matcher.group(1), text.strip());
    }
  }

  private static String read(String resource) {
    try (InputStream stream = VectorFunctions.class.getResourceAsStream(resource)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static VectorFunctions of(boolean doublePrecision) {
    return doublePrecision ? DOUBLE : SINGLE;
  }

  /** True if the operation can be written for vectors of this precision. */
  boolean has(Elementwise op) {
    return op.vectorCode().filter(code -> texts.keySet().containsAll(calls(code))).isPresent();
  }

  /** The code of an operation for one element: that of the function with the same bits. */
  String scalarCode(Elementwise op) {
    boolean isFunction = has(op) && texts.keySet().stream().anyMatch(calls(vector(op))::contains);
    return isFunction ? scalarClass + "." + vector(op) : op.code();
  }

  private static String vector(Elementwise op) {
    return op.vectorCode().orElseThrow();
  }

  /** The functions that code calls, with those that they call, in the order of the library. */
  List<String> usedBy(String code) {
    Set<String> names = new TreeSet<>();
    List<String> open = new ArrayList<>(calls(code));
    while (!open.isEmpty()) {
      String name = open.remove(open.size() - 1);
      if (texts.containsKey(name) && names.add(name)) {
        open.addAll(calls(texts.get(name)));
      }
    }
    return texts.keySet().stream().filter(names::contains).map(texts::get).toList();
  }

  private static List<String> calls(String code) {
    return CALL.matcher(code).results().map(result -> result.group(1)).distinct().toList();
  }
}
