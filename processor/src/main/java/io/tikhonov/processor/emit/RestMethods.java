package io.tikhonov.processor.emit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The methods that one vector kernel calls: for elements that fill no vector, which are given what
 * their loop uses of the kernel's parameters and local variables, and for its main part, if that is
 * apart.
 */
final class RestMethods {
  private static final Pattern DECLARATION =
      Pattern.compile(
          "\\b(int|float|double|boolean|long|FloatVector|DoubleVector|VectorMask<\\w+>) (\\w+) =");
  private static final Pattern WORD = Pattern.compile("(?<![\\w.])[a-zA-Z_]\\w*(?!\\w*\\()");

  private final String kernel;
  private final List<String> parameters;
  private final UnaryOperator<String> newName;
  private final List<Method> methods = new ArrayList<>();
  private Method main;

  /** A method and how to call it. */
  record Method(String name, List<String> parameters, String body) {
    String call(String from, String to) {
      List<String> arguments = new ArrayList<>(List.of(from, to));
      for (String parameter : parameters.subList(2, parameters.size())) {
        arguments.add(parameter.substring(parameter.lastIndexOf(' ') + 1));
      }
      return name + "(" + String.join(", ", arguments) + ");";
    }
  }

  /**
   * @param kernel the name of the kernel's method
   * @param parameters types and names of its parameters
   * @param newName makes a wished name of a method unique
   */
  RestMethods(String kernel, List<String> parameters, UnaryOperator<String> newName) {
    this.kernel = kernel;
    this.parameters = parameters;
    this.newName = newName;
  }

  List<Method> all() {
    return methods;
  }

  /** Adds the method for the main part, with all parameters of the kernel. */
  void addMain(String body) {
    main = new Method(newName.apply(kernel + "Main"), parameters, body);
    methods.add(main);
  }

  /** The method for the main part. */
  Method main() {
    return main;
  }

  /**
   * Adds a method.
   *
   * @param loop a loop from {@code from} to {@code to}
   * @param before the kernel's code up to its call, in which variables are declared
   */
  Method add(String loop, String before) {
    Map<String, String> types = new LinkedHashMap<>();
    for (String parameter : parameters) {
      int space = parameter.lastIndexOf(' ');
      types.put(parameter.substring(space + 1), parameter.substring(0, space));
    }
    declarations(before).forEach(types::put);
    Set<String> used = new LinkedHashSet<>();
    Matcher words = WORD.matcher(loop);
    while (words.find()) {
      used.add(words.group());
    }
    used.removeAll(declarations(loop).keySet());
    used.removeAll(List.of("from", "to"));
    List<String> own = new ArrayList<>(List.of("int from", "int to"));
    types.forEach(
        (name, type) -> {
          if (used.contains(name)) {
            own.add(type + " " + name);
          }
        });
    Method method = new Method(newName.apply(kernel + "Rest"), own, loop);
    methods.add(method);
    return method;
  }

  /** Types by names; of equal names that of the last, which is the one in scope. */
  private static Map<String, String> declarations(String code) {
    Map<String, String> types = new LinkedHashMap<>();
    Matcher declarations = DECLARATION.matcher(code);
    while (declarations.find()) {
      types.put(declarations.group(2), declarations.group(1));
    }
    return types;
  }
}
