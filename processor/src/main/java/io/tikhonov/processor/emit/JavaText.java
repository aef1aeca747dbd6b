package io.tikhonov.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns text into code in which classes of the runtime are imported. */
final class JavaText {
  private static final Map<String, ClassName> TYPES =
      Map.of(
          "Scalars",
          RuntimeTypes.SCALARS,
          "Randoms",
          RuntimeTypes.RANDOMS,
          "FloatMath",
          RuntimeTypes.FLOAT_MATH,
          "DoubleMath",
          RuntimeTypes.DOUBLE_MATH,
          "Sums",
          RuntimeTypes.SUMS,
          "ByteBuffer",
          RuntimeTypes.buffer("ByteBuffer"),
          "MemorySegment",
          ClassName.get("java.lang.foreign", "MemorySegment"));
  private static final Pattern TYPE =
      Pattern.compile(
          "\\b(Scalars|Randoms|FloatMath|DoubleMath|Sums)(?=\\.)"
              + "|(?<=\\()(ByteBuffer|MemorySegment)(?=\\))");

  private JavaText() {}

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
}
