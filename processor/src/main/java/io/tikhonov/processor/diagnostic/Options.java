package io.tikhonov.processor.diagnostic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The options that the processor got ({@code -Atikhonov.name=value}), read once: those of {@link
 * Option}, and {@code -Atikhonov.TKVnnn=error|warning|note|off} for every rule that is not always
 * an error. An option that does not exist or has a wrong value is a problem of its own, and what
 * holds without it holds.
 */
public final class Options {
  static final String PREFIX = "tikhonov.";

  private static final String OFF = "off";
  private static final String NONE = "none";
  private static final List<String> SEVERITIES = List.of("error", "warning", "note", OFF);

  /** What javac takes for the name of an option of a processor. */
  private static final Pattern NAME = Pattern.compile("[\\w$]+(\\.[\\w$]+)*");

  private final Map<String, String> given = new LinkedHashMap<>();
  private final Map<Option, List<String>> values = new LinkedHashMap<>();
  private final Map<Rule, String> severities = new LinkedHashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  private record Problem(Severity severity, String message) {}

  private Options(Map<String, String> all) {
    all.forEach(
        (name, value) -> {
          if (name.startsWith(PREFIX)) {
            given.put(name, value);
          }
        });
    for (Option option : Option.values()) {
      values.put(option, List.of(option.standard().split(",", -1)));
    }
    given.forEach(this::read);
  }

  /**
   * Reads the options.
   *
   * @param all as the compiler hands them over: the names without {@code -A}; the value is null for
   *     an option without {@code =}
   */
  public static Options of(Map<String, String> all) {
    return new Options(all);
  }

  /**
   * What the processor tells the compiler that it knows: every option that exists, and every other
   * that was given under this name, because this processor says more of it than javac does.
   */
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>(known());
    given.keySet().stream().filter(it -> NAME.matcher(it).matches()).forEach(names::add);
    return names;
  }

  /** All options that exist. */
  private static List<String> known() {
    List<String> names = new ArrayList<>();
    Arrays.stream(Option.values()).map(Option::option).forEach(names::add);
    Arrays.stream(Rule.values()).filter(Rule::canBeSet).map(Rule::option).forEach(names::add);
    return names;
  }

  private void read(String name, String value) {
    Optional<Option> option =
        Arrays.stream(Option.values()).filter(it -> it.option().equals(name)).findFirst();
    Optional<Rule> rule = Rule.of(name.substring(PREFIX.length()));
    if (option.isPresent()) {
      read(option.get(), value);
    } else if (rule.isPresent()) {
      read(rule.get(), value);
    } else {
      problems.add(
          new Problem(
              Severity.WARNING,
              "There is no option -A%s, so it changes nothing.%s"
                  .formatted(name, didYouMean(name))));
    }
  }

  private static String didYouMean(String name) {
    List<String> shortNames = known().stream().map(it -> it.substring(PREFIX.length())).toList();
    return Suggestions.closest(name.substring(PREFIX.length()), shortNames)
        .map(other -> " Did you mean -A" + PREFIX + other + "?")
        .orElse(
            " The options are "
                + Arrays.stream(Option.values())
                    .map(it -> "-A" + it.option())
                    .collect(Collectors.joining(", "))
                + ", and -Atikhonov.TKVnnn for the rule with this code.");
  }

  private void read(Rule rule, String value) {
    if (rule.canBeSet()) {
      one(rule.option(), value, SEVERITIES).ifPresent(it -> severities.put(rule, it));
    } else {
      problems.add(
          new Problem(
              Severity.WARNING,
              ("There is no option -A%s, so it changes nothing: %s is always an error,"
                      + " because no code can be generated then.")
                  .formatted(rule.option(), rule.code())));
    }
  }

  private void read(Option option, String value) {
    switch (option.form()) {
      case FLAG ->
          one(option.option(), value == null ? "true" : value, option.allowed())
              .ifPresent(it -> values.put(option, List.of(it)));
      case CHOICE ->
          one(option.option(), value, option.allowed())
              .ifPresent(it -> values.put(option, List.of(it)));
      case LIST -> {
        List<String> parts = new ArrayList<>();
        for (String part : (value == null ? "" : value).split(",", -1)) {
          one(option.option(), part.strip(), option.allowed()).ifPresent(parts::add);
        }
        if (parts.contains(NONE) && parts.size() > 1) {
          problems.add(
              new Problem(
                  Severity.ERROR,
                  "-A%s=%s: none stands alone. Write none, or leave it out."
                      .formatted(option.option(), value)));
        } else if (!parts.isEmpty()) {
          values.put(option, parts.contains(NONE) ? List.of() : List.copyOf(parts));
        }
      }
    }
  }

  private Optional<String> one(String name, String value, List<String> allowed) {
    String lower = value == null ? "" : value.toLowerCase(Locale.ROOT);
    if (allowed.contains(lower)) {
      return Optional.of(lower);
    }
    String written = lower.isEmpty() ? "has no value" : "= \"" + value + "\" is unknown";
    problems.add(
        new Problem(
            Severity.ERROR,
            "-A%s %s.%s It must be %s."
                .formatted(name, written, Suggestions.didYouMean(lower, allowed), list(allowed))));
    return Optional.empty();
  }

  private static String list(List<String> allowed) {
    int last = allowed.size() - 1;
    return String.join(", ", allowed.subList(0, last)) + " or " + allowed.get(last);
  }

  /** Reports what is wrong with the options. */
  public void report(Reporter reporter) {
    problems.forEach(it -> reporter.report(Rule.BAD_OPTION, it.severity(), null, it.message()));
  }

  /** True if a flag is set. */
  public boolean isSet(Option option) {
    return value(option).equals("true");
  }

  /** The value of a choice. */
  public String value(Option option) {
    return values.get(option).get(0);
  }

  /** The values of a list, without those that are said twice; empty for {@code none}. */
  public Set<String> values(Option option) {
    return new LinkedHashSet<>(values.get(option));
  }

  /**
   * With which severity something is shown, or not at all.
   *
   * @param severity the one that the rule has in this case
   */
  Optional<Severity> severity(Rule rule, Severity severity) {
    if (severity == Severity.ERROR) {
      return Optional.of(severity);
    }
    String set = severities.get(rule);
    if (OFF.equals(set) || (set == null && rule.pedantic() && !isSet(Option.PEDANTIC))) {
      return Optional.empty();
    }
    Severity shown = set == null ? severity : Severity.valueOf(set.toUpperCase(Locale.ROOT));
    boolean raised = shown == Severity.WARNING && isSet(Option.WERROR);
    return Optional.of(raised ? Severity.ERROR : shown);
  }
}
