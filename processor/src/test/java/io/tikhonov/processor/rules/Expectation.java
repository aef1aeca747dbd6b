package io.tikhonov.processor.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/**
 * A diagnostic that a source file announces on the line on which it is expected: {@code // expect
 * TKV201 at ".matmul(w2)": must be the same dimension}, where the quoted text begins at the
 * expected column and the rest is part of the message. A severity other than error follows the
 * code: {@code // expect TKV203 warning at "...": ...}. {@code javac} in place of the code is an
 * error of the compiler itself. A file of options announces in the same way what has no place in a
 * source: {@code // expect TKV130: message}.
 *
 * @param line the line and {@code column} of the token, from 1; -1 for what has no place
 */
record Expectation(String code, Diagnostic.Kind kind, long line, long column, String fragment) {

  private static final Pattern MARKER =
      Pattern.compile(
          "// expect (TKV\\d+|javac)( warning| note)?(?: at \"((?:[^\"\\\\]|\\\\.)+)\")?: (.+?)"
              + "(?= // expect |$)");

  private static final Pattern COMMENT = Pattern.compile(" *// expect .*");

  /** All expectations in a source. */
  static List<Expectation> in(String source) {
    List<Expectation> expectations = new ArrayList<>();
    String[] lines = source.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      String code = without(lines[i]);
      Matcher marker = MARKER.matcher(lines[i]);
      boolean found = false;
      while (marker.find()) {
        expectations.add(of(marker, code, i + 1));
        found = true;
      }
      if (!found && lines[i].contains("// expect")) {
        throw new IllegalArgumentException("not understood: " + lines[i]);
      }
    }
    return expectations;
  }

  private static Expectation of(Matcher marker, String code, int line) {
    Diagnostic.Kind kind = kind(marker.group(2));
    if (marker.group(3) == null) {
      return new Expectation(
          marker.group(1), kind, Diagnostic.NOPOS, Diagnostic.NOPOS, marker.group(4));
    }
    int column = code.indexOf(marker.group(3).replace("\\\"", "\""));
    if (column < 0) {
      throw new IllegalArgumentException("no token " + marker.group(3) + " in: " + code);
    }
    return new Expectation(marker.group(1), kind, line, column + 1, marker.group(4));
  }

  /** A text without what it announces. */
  static String without(String text) {
    return COMMENT.matcher(text).replaceAll("");
  }

  private static Diagnostic.Kind kind(String word) {
    if (word == null) {
      return Diagnostic.Kind.ERROR;
    }
    return word.equals(" warning") ? Diagnostic.Kind.WARNING : Diagnostic.Kind.NOTE;
  }

  boolean matches(Diagnostic<? extends JavaFileObject> found) {
    String message = found.getMessage(Locale.ENGLISH);
    boolean sameCode =
        code.equals("javac") ? !message.startsWith("[TKV") : message.startsWith("[" + code + "] ");
    return sameCode
        && found.getKind() == kind
        && found.getLineNumber() == line
        && found.getColumnNumber() == column
        && message.contains(fragment);
  }

  /** What was found and not announced, and what was announced and not found. */
  static List<String> differences(
      List<Expectation> announced, List<? extends Diagnostic<? extends JavaFileObject>> all) {
    List<Expectation> missing = new ArrayList<>(announced);
    List<String> differences = new ArrayList<>();
    for (Diagnostic<? extends JavaFileObject> found : all) {
      boolean expected =
          missing.stream()
              .filter(e -> e.matches(found))
              .findFirst()
              .map(missing::remove)
              .orElse(false);
      if (!expected) {
        differences.add("found " + describe(found));
      }
    }
    missing.forEach(it -> differences.add("missing " + it));
    return differences;
  }

  /** Place, severity and text of a diagnostic on one line. */
  static String describe(Diagnostic<? extends JavaFileObject> found) {
    return "%d:%d %s %s"
        .formatted(
            found.getLineNumber(),
            found.getColumnNumber(),
            found.getKind(),
            found.getMessage(Locale.ENGLISH));
  }
}
