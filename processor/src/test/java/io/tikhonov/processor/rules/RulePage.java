package io.tikhonov.processor.rules;

import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.diagnostic.Severity;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/** The page of a rule in docs/diagnostics: written from its folder and from what javac says. */
final class RulePage {
  private static final Pattern PACKAGE = Pattern.compile("\\A((?:.*\n)*?)package [^;]*;\n\n?");

  private final Rule rule;
  private final RuleFolder folder;

  RulePage(Rule rule) {
    this.rule = rule;
    this.folder = RuleFolder.of(rule);
  }

  String text(List<Diagnostic<? extends JavaFileObject>> found) {
    StringBuilder page = new StringBuilder();
    page.append("# ").append(rule.code()).append(": ").append(rule.title()).append("\n\n");
    page.append(severity()).append("\n\n## Wrong\n\n");
    page.append(program(RuleFolder.Kind.WRONG));
    page.append("javac says:\n\n```text\n").append(messages(found)).append("```\n\n");
    page.append("## Why\n\n").append(folder.why()).append("\n\n## Right\n\n");
    page.append(program(RuleFolder.Kind.RIGHT));
    page.append("## Silencing it\n\n").append(silencing()).append("\n");
    return page.toString();
  }

  private String severity() {
    String text = "Severity: **" + severities(rule) + "**.";
    return rule.pedantic() ? text + " Only with `-Atikhonov.pedantic=true`." : text;
  }

  static String severities(Rule rule) {
    return rule.severities().stream()
        .map(it -> it.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(" or "));
  }

  private String program(RuleFolder.Kind kind) {
    String options = String.join("\n", folder.options(kind));
    String shown = "```java\n" + shown(folder.source(kind)) + "```\n\n";
    return options.isEmpty() ? shown : shown + "with\n\n```sh\n" + options + "\n```\n\n";
  }

  /** A source without its package and without marks. */
  private static String shown(String source) {
    Matcher matcher = PACKAGE.matcher(source);
    String text = matcher.find() ? matcher.group(1) + source.substring(matcher.end()) : source;
    return Expectation.without(text).stripTrailing() + "\n";
  }

  /** As javac shows them, with line numbers of the source that is shown. */
  private String messages(List<Diagnostic<? extends JavaFileObject>> found) {
    String source = folder.source(RuleFolder.Kind.WRONG);
    Matcher matcher = PACKAGE.matcher(source);
    long hidden =
        matcher.find() ? matcher.group().lines().count() - matcher.group(1).lines().count() : 0;
    String[] lines = Expectation.without(source).split("\n", -1);
    StringBuilder text = new StringBuilder();
    found.stream()
        .sorted(Comparator.comparingLong(Diagnostic::getLineNumber))
        .forEach(it -> text.append(message(it, lines, hidden)));
    return text.toString();
  }

  private static String message(
      Diagnostic<? extends JavaFileObject> found, String[] lines, long hidden) {
    String kind =
        switch (found.getKind()) {
          case ERROR -> "error: ";
          case WARNING, MANDATORY_WARNING -> "warning: ";
          case NOTE, OTHER -> "Note: ";
        };
    String message = found.getMessage(Locale.ENGLISH);
    if (found.getLineNumber() == Diagnostic.NOPOS) {
      return kind + message + "\n";
    }
    return "Wrong.java:%d: %s%s\n%s\n%s^\n"
        .formatted(
            found.getLineNumber() - hidden,
            kind,
            message,
            lines[(int) found.getLineNumber() - 1],
            " ".repeat((int) found.getColumnNumber() - 1));
  }

  private String silencing() {
    if (!rule.canBeSet()) {
      return "An error cannot be silenced.";
    }
    if (folder.announced().stream().allMatch(it -> it.line() == Diagnostic.NOPOS)) {
      return "`-Atikhonov.%s=off`. Where it is an error it cannot be silenced."
          .formatted(rule.code());
    }
    String text =
        """
        `@SuppressWarnings("%1$s")` on the declaration or on the class; `-Atikhonov.%1$s=off` for all classes.
        `error`, `warning` and `note` in place of `off` set another severity."""
            .formatted(rule.code());
    return rule.severities().contains(Severity.ERROR)
        ? text + " Where it is an error it cannot be silenced."
        : text;
  }
}
