package io.tikhonov.processor.frontend;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/**
 * A diagnostic that a source file announces on the line on which it is expected: {@code // expect
 * TKV201 at ".matmul(w2)": must be the same dimension}, where the quoted text begins at the
 * expected column and the rest is part of the message. A severity other than error follows the
 * code: {@code // expect TKV203 warning at "...": ...}. {@code javac} in place of the code is an
 * error of the compiler itself.
 */
record Expectation(String code, Diagnostic.Kind kind, long line, long column, String fragment) {

  private static final Pattern MARKER =
      Pattern.compile(
          "// expect (TKV\\d+|javac)( warning| note)? at \"((?:[^\"\\\\]|\\\\.)+)\": (.+?)"
              + "(?= // expect |$)");

  /** All expectations in a source. */
  static List<Expectation> in(String source) {
    List<Expectation> expectations = new ArrayList<>();
    String[] lines = source.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      int comment = lines[i].indexOf("// expect ");
      Matcher marker = MARKER.matcher(lines[i]);
      while (marker.find()) {
        String code = lines[i].substring(0, comment);
        int column = code.indexOf(marker.group(3).replace("\\\"", "\""));
        if (column < 0) {
          throw new IllegalArgumentException("no such token: " + lines[i]);
        }
        expectations.add(
            new Expectation(
                marker.group(1), kind(marker.group(2)), i + 1, column + 1, marker.group(4)));
      }
    }
    return expectations;
  }

  private static Diagnostic.Kind kind(String word) {
    if (word == null) {
      return Diagnostic.Kind.ERROR;
    }
    return word.equals(" warning") ? Diagnostic.Kind.WARNING : Diagnostic.Kind.NOTE;
  }

  boolean matches(Diagnostic<? extends JavaFileObject> found) {
    String message = found.getMessage(java.util.Locale.ENGLISH);
    boolean sameCode =
        code.equals("javac") ? !message.startsWith("[TKV") : message.startsWith("[" + code + "] ");
    return sameCode
        && found.getKind() == kind
        && found.getLineNumber() == line
        && found.getColumnNumber() == column
        && message.contains(fragment);
  }
}
