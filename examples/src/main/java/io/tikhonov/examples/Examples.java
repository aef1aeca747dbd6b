package io.tikhonov.examples;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs an example by its name. */
public final class Examples {

  /** An example says what it has learned, and where it left its files. */
  interface Example {
    void run(Output out) throws IOException;
  }

  private Examples() {}

  /** The examples by name, in the order of the guide. */
  static Map<String, Example> all() {
    Map<String, Example> examples = new LinkedHashMap<>();
    examples.put("digits", out -> new DigitsExample(out).run());
    examples.put("tumours", out -> new TumourExample(out).run());
    examples.put("denoise", out -> new DenoisingExample(out).run());
    examples.put("physics", out -> new PhysicsExample(out).run());
    examples.put("embedding", out -> new EmbeddingExample(out).run());
    examples.put("tumour-path", out -> new TumourPathExample(out).run());
    examples.put("diabetes", out -> new DiabetesExample(out).run());
    examples.put("denoise-exact", out -> new ExactDenoisingExample(out).run());
    return examples;
  }

  /** Takes the name of the example. */
  public static void main(String[] args) throws IOException {
    String name = args.length == 0 ? "digits" : args[0];
    Example example = all().get(name);
    if (example == null) {
      System.err.printf(
          "There is no example \"%s\". There are %s.%n", name, String.join(", ", all().keySet()));
      System.exit(1);
    }
    example.run(new Output(System.out));
  }
}
