package io.tikhonov.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the user wants.
 *
 * @param only beginnings of the names of the works; empty for all
 * @param rounds alternations
 * @param roundMillis how long a side steps in one round
 * @param warmUpMillis how long a side steps before the first round
 * @param jdk the home of the JDK for Tikhonov's side; empty for that of the driver
 * @param simd which kernels Tikhonov's side runs; without vector kernels it does not get the module
 * @param fastestBlas whether all sides get the kernels of OpenBLAS that are fastest here; otherwise
 *     the environment decides
 * @param python a Python that has PyTorch; empty for PyTorch on the JVM alone
 * @param r an Rscript that has glmnet; empty for none
 * @param scikitLearn a Python that has scikit-learn; empty for none
 * @param scikitImage a Python that has scikit-image; empty for none
 * @param out a file for the same tables; empty for none
 */
record Options(
    List<String> only,
    int rounds,
    long roundMillis,
    long warmUpMillis,
    Optional<Path> jdk,
    Simd simd,
    boolean fastestBlas,
    Optional<Path> python,
    Optional<Path> r,
    Optional<Path> scikitLearn,
    Optional<Path> scikitImage,
    Optional<Path> out) {

  private static final String USAGE =
      "Options: --only=a,b --rounds=5 --round-millis=500 --warm-up-millis=8000 --jdk=HOME"
          + " --simd=auto|on|off --openblas=fastest|environment --python=PROGRAM --r=PROGRAM"
          + " --scikit-learn=PROGRAM --scikit-image=PROGRAM --out=FILE";

  /** The values of the runtime's property {@code tikhonov.simd}. */
  enum Simd {
    AUTO,
    ON,
    OFF;

    /** The word for it in options. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Options parse(String... arguments) {
    List<String> only = new ArrayList<>();
    int rounds = 5;
    long roundMillis = 500;
    long warmUpMillis = 8000;
    Optional<Path> jdk = Optional.empty();
    Simd simd = Simd.AUTO;
    boolean fastestBlas = true;
    Optional<Path> python = Optional.empty();
    Optional<Path> r = Optional.empty();
    Optional<Path> scikitLearn = Optional.empty();
    Optional<Path> scikitImage = Optional.empty();
    Optional<Path> out = Optional.empty();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (equals < 0) {
        throw wrong(argument);
      }
      String value = argument.substring(equals + 1);
      switch (argument.substring(0, equals)) {
        case "--only" -> only.addAll(List.of(value.split(",", -1)));
        case "--rounds" -> rounds = Math.toIntExact(positive(argument, value));
        case "--round-millis" -> roundMillis = positive(argument, value);
        case "--warm-up-millis" -> warmUpMillis = positive(argument, value);
        case "--jdk" -> jdk = Optional.of(Path.of(value));
        case "--simd" -> simd = simd(argument, value);
        case "--openblas" -> fastestBlas = oneOf(argument, value, "fastest", "environment");
        case "--python" -> python = Optional.of(Path.of(value));
        case "--r" -> r = Optional.of(Path.of(value));
        case "--scikit-learn" -> scikitLearn = Optional.of(Path.of(value));
        case "--scikit-image" -> scikitImage = Optional.of(Path.of(value));
        case "--out" -> out = Optional.of(Path.of(value));
        default -> throw wrong(argument);
      }
    }
    return new Options(
        List.copyOf(only),
        rounds,
        roundMillis,
        warmUpMillis,
        jdk,
        simd,
        fastestBlas,
        python,
        r,
        scikitLearn,
        scikitImage,
        out);
  }

  /** Whether the work of this name is to be measured. */
  boolean wants(String name) {
    return only.isEmpty() || only.stream().anyMatch(name::startsWith);
  }

  private static long positive(String argument, String value) {
    if (!value.matches("[1-9][0-9]{0,8}")) {
      throw wrong(argument);
    }
    return Long.parseLong(value);
  }

  private static Simd simd(String argument, String value) {
    return Stream.of(Simd.values())
        .filter(simd -> simd.word().equals(value))
        .findFirst()
        .orElseThrow(() -> wrong(argument));
  }

  /** Whether the value is the first of two words. */
  private static boolean oneOf(String argument, String value, String first, String second) {
    if (!value.equals(first) && !value.equals(second)) {
      throw wrong(argument);
    }
    return value.equals(first);
  }

  private static IllegalArgumentException wrong(String argument) {
    return new IllegalArgumentException("Cannot read " + argument + ". " + USAGE);
  }
}
