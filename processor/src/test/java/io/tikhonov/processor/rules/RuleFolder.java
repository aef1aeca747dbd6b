package io.tikhonov.processor.rules;

import io.tikhonov.processor.diagnostic.Rule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/**
 * What the tests know of a rule: {@code src/test/resources/rules/TKV111} with
 *
 * <ul>
 *   <li>{@code Wrong.java}, a tiny program of the package {@code tkv111.wrong} that violates this
 *       rule and no other, with marks where ({@link Expectation});
 *   <li>{@code Right.java}, of the package {@code tkv111.right}, the smallest change that makes it
 *       right;
 *   <li>{@code why.md}, the reason, whose last line names the source;
 *   <li>where they are needed, {@code wrong.options} and {@code right.options}, options of javac,
 *       one on a line and with marks for what has no place in a source; and {@code library}, with
 *       sources that both programs see as class files.
 * </ul>
 */
record RuleFolder(String code, Path path) {
  private static final Path ALL = Programs.folder("rules");

  /** What is generated is compiled in other tests. */
  private static final String UP_TO_GENERATION = "-proc:only";

  /** All folders, in the order of their codes. */
  static List<RuleFolder> all() {
    return Programs.list(ALL).stream()
        .map(path -> new RuleFolder(path.getFileName().toString(), path))
        .toList();
  }

  static RuleFolder of(Rule rule) {
    return new RuleFolder(rule.code(), ALL.resolve(rule.code()));
  }

  /** Each of the two programs. */
  enum Kind {
    WRONG("Wrong.java"),
    RIGHT("Right.java");

    private final String file;

    Kind(String file) {
      this.file = file;
    }

    String optionsFile() {
      return name().toLowerCase(java.util.Locale.ROOT) + ".options";
    }
  }

  boolean has(String file) {
    return Files.exists(path.resolve(file));
  }

  Path program(Kind kind) {
    return path.resolve(kind.file);
  }

  String source(Kind kind) {
    return Programs.text(program(kind));
  }

  String why() {
    return Programs.text(path.resolve("why.md")).strip();
  }

  /** The options as they are written, with marks. */
  String optionsText(Kind kind) {
    return has(kind.optionsFile()) ? Programs.text(path.resolve(kind.optionsFile())).strip() : "";
  }

  List<String> options(Kind kind) {
    return Expectation.without(optionsText(kind))
        .lines()
        .map(String::strip)
        .filter(it -> !it.isEmpty())
        .toList();
  }

  private List<Path> library() {
    return has("library") ? Programs.in(path.resolve("library")) : List.of();
  }

  /** What both the source and the options announce. */
  List<Expectation> announced() {
    List<Expectation> announced = new ArrayList<>(Expectation.in(optionsText(Kind.WRONG)));
    announced.addAll(Expectation.in(source(Kind.WRONG)));
    return announced;
  }

  /** The diagnostics of the programs of all folders; those that need nothing else come together. */
  static Map<String, List<Diagnostic<? extends JavaFileObject>>> diagnostics(Kind kind) {
    Map<String, List<Diagnostic<? extends JavaFileObject>>> found = new TreeMap<>();
    List<RuleFolder> together = new ArrayList<>();
    for (RuleFolder folder : all()) {
      if (folder.has(kind.optionsFile()) || folder.has("library")) {
        List<String> options = new ArrayList<>(folder.options(kind));
        options.add(UP_TO_GENERATION);
        found.put(
            folder.code,
            Programs.diagnostics(List.of(folder.program(kind)), options, folder.library()));
      } else {
        together.add(folder);
      }
    }
    List<Diagnostic<? extends JavaFileObject>> all =
        Programs.diagnostics(
            together.stream().map(it -> it.program(kind)).toList(), List.of(UP_TO_GENERATION));
    together.forEach(it -> found.put(it.code, Programs.of(it.program(kind), all)));
    return found;
  }

  @Override
  public String toString() {
    return code;
  }
}
