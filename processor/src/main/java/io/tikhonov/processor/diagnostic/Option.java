package io.tikhonov.processor.diagnostic;

import java.util.List;

/**
 * The options of the processor besides those of single rules. Here, and only here, they are
 * declared: what they are called, which values they take and which one holds without them.
 */
public enum Option {
  /** Makes every warning an error. */
  WERROR("werror", Form.FLAG, "false", "true,false"),

  /** Adds the rules that are a matter of opinion. */
  PEDANTIC("pedantic", Form.FLAG, "false", "true,false"),

  /** Whether vector kernels are written: where they can be, always, or never. */
  SIMD("simd", Form.CHOICE, "auto", "auto,on,off"),

  /** The forms of the report that is written for each model. */
  REPORT("report", Form.LIST, "html,json", "html,json,none");

  /** How the value is written. */
  enum Form {
    /** One of the values; without a value it is true, as javac's own flags are. */
    FLAG,
    /** One of the values. */
    CHOICE,
    /** Some of the values, separated by commas; {@code none} stands alone. */
    LIST
  }

  private final String option;
  private final Form form;
  private final String standard;
  private final String allowed;

  Option(String name, Form form, String standard, String allowed) {
    this.option = Options.PREFIX + name;
    this.form = form;
    this.standard = standard;
    this.allowed = allowed;
  }

  /** The whole name, such as {@code tikhonov.simd}. */
  public String option() {
    return option;
  }

  Form form() {
    return form;
  }

  /** What holds without the option. */
  String standard() {
    return standard;
  }

  /** What can be written. */
  List<String> allowed() {
    return List.of(allowed.split(",", -1));
  }
}
