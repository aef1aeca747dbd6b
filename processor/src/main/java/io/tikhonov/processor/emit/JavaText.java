package io.tikhonov.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Turns text into code in which classes of the runtime are imported. */
final class JavaText {
  /** Classes of which kernels call static methods. */
  private static final List<ClassName> CALLED =
      List.of(
          RuntimeTypes.DOUBLE_MATH,
          RuntimeTypes.FLOAT_MATH,
          RuntimeTypes.RANDOMS,
          RuntimeTypes.SCALARS,
          RuntimeTypes.SUMS);

  /** Classes to which views of memory are cast. */
  private static final List<ClassName> CAST =
      List.of(
          RuntimeTypes.buffer("ByteBuffer"), ClassName.get("java.lang.foreign", "MemorySegment"));

  private static final Map<String, ClassName> TYPES = new HashMap<>();

  static {
    CALLED.forEach(type -> TYPES.put(type.simpleName(), type));
    CAST.forEach(type -> TYPES.put(type.simpleName(), type));
  }

  private static final Pattern CALL = Pattern.compile("\\b(" + names(CALLED) + ")(?=\\.)");
  private static final Pattern TYPE =
      Pattern.compile(CALL + "|(?<=\\()(" + names(CAST) + ")(?=\\))");

  private JavaText() {}

  private static String names(List<ClassName> types) {
    return types.stream().map(ClassName::simpleName).collect(Collectors.joining("|"));
  }

  static CodeBlock of(String text) {
    CodeBlock.Builder code = CodeBlock.builder();
    Matcher matcher = TYPE.matcher(text);
    int end = 0;
    while (matcher.find()) {
      code.add("$L$T", text.substring(end, matcher.start()), TYPES.get(matcher.group()));
      end = matcher.end();
    }
    return code.add("$L", text.substring(end)).build();
  }

  /** The classes of the runtime that a text calls, by their full names. */
  static List<String> calledTypes(String text) {
    return CALL.matcher(text)
        .results()
        .map(call -> TYPES.get(call.group()).canonicalName())
        .distinct()
        .toList();
  }
}
