package io.tikhonov.benchmarks;

import io.tikhonov.benchmarks.Options.Simd;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Knows how each side is started. */
final class Sides {

  private static final String PACKAGE = "io.tikhonov.benchmarks.sides.";
  private static final String VECTOR_MODULE = "jdk.incubator.vector";
  static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final String ALL_CORES = String.valueOf(CORES);
  private static final List<String> QUIET =
      List.of(
          "-XX:+IgnoreUnrecognizedVMOptions",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");

  private final Options options;
  private final Path home;
  private final Path javaHome = Path.of(System.getProperty("java.home"));
  private final String ownClassPath = System.getProperty("java.class.path");
  private final String classPath;
  private final OpenBlas openBlas;

  /**
   * Sides for these options; compiles the models anew for another JDK.
   *
   * @param home the folder of the benchmarks' module
   */
  Sides(Options options, Path home) {
    this.options = options;
    this.home = home;
    openBlas = OpenBlas.OF_ENVIRONMENT;
    classPath = options.jdk().map(this::compileFor).orElse(ownClassPath);
  }

  private Sides(Sides other, OpenBlas openBlas) {
    options = other.options;
    home = other.home;
    classPath = other.classPath;
    this.openBlas = openBlas;
  }

  /** The same sides with other kernels of OpenBLAS. */
  Sides with(OpenBlas kernels) {
    return new Sides(this, kernels);
  }

  private Peer peer(String name, List<String> command, Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(openBlas.environment());
    all.putAll(environment);
    return new Peer(name, command, all);
  }

  /** The kernels of OpenBLAS in all sides. */
  OpenBlas openBlas() {
    return openBlas;
  }

  /** Tikhonov's side. */
  Peer tikhonov() {
    return tikhonov(options.simd());
  }

  /** Tikhonov's side with these kernels. */
  Peer tikhonov(Simd simd) {
    return peer("Tikhonov", command(simd, "TikhonovSide"), Map.of());
  }

  /** A program of this package's sides on Tikhonov's class path and JDK. */
  Peer program(String name, String... arguments) {
    List<String> command = command(options.simd(), name);
    command.addAll(List.of(arguments));
    return peer(name, command, Map.of());
  }

  /** ND4J's own updaters. */
  Peer nd4j() {
    return peer("ND4J", command(Simd.OFF, "Nd4jSide"), Map.of());
  }

  /** PyTorch in a JVM on all cores, with this many threads in its BLAS. */
  Peer pyTorch(int blasThreads) {
    List<String> command = new ArrayList<>(List.of(javaHome.resolve("bin/java").toString()));
    command.addAll(QUIET);
    command.addAll(List.of("-cp", pyTorchClassPath()));
    command.add("io.tikhonov.benchmarks.pytorch.PyTorchSide");
    String threads = String.valueOf(blasThreads);
    return peer(
        "PyTorch in a JVM",
        command,
        Map.of("OMP_NUM_THREADS", ALL_CORES, "OPENBLAS_NUM_THREADS", threads));
  }

  /** PyTorch in Python on all cores; empty if the user names no Python. */
  Optional<Peer> python(PythonWay way) {
    return options
        .python()
        .map(
            python ->
                peer(
                    "PyTorch in Python, " + way.word(),
                    List.of(
                        python.toString(), home.resolve("python/side.py").toString(), way.word()),
                    Map.of("OMP_NUM_THREADS", ALL_CORES, "PYTHONDONTWRITEBYTECODE", "1")));
  }

  /** glmnet on the data in a folder; empty if the user names no R. */
  Optional<Peer> glmnet(Path folder) {
    return options
        .r()
        .map(
            r ->
                peer(
                    "glmnet",
                    List.of(r.toString(), home.resolve("r/paths.R").toString(), folder.toString()),
                    Map.of()));
  }

  /** scikit-learn on the data in a folder; empty if the user names no Python that has it. */
  Optional<Peer> scikitLearn(Path folder) {
    return options
        .scikitLearn()
        .map(
            python ->
                peer(
                    "scikit-learn",
                    List.of(
                        python.toString(),
                        home.resolve("python/paths.py").toString(),
                        folder.toString()),
                    Map.of("PYTHONDONTWRITEBYTECODE", "1")));
  }

  /** scikit-image on a file; empty if the user names no Python that has it. */
  Optional<Peer> scikitImage(Path file) {
    return options
        .scikitImage()
        .map(
            python ->
                peer(
                    "scikit-image",
                    List.of(
                        python.toString(),
                        home.resolve("python/denoise.py").toString(),
                        file.toString()),
                    Map.of("OMP_NUM_THREADS", ALL_CORES, "PYTHONDONTWRITEBYTECODE", "1")));
  }

  /** The photograph of the examples. */
  Path photograph() {
    return home.resolve("../src/main/resources/io/tikhonov/examples/camera.png");
  }

  /** Versions of the libraries: from the names of jars, and as Python tells it. */
  String versions() {
    String python = "";
    Optional<Peer> peer = python(PythonWay.EAGER);
    if (peer.isPresent()) {
      try (Peer side = peer.get()) {
        python = ", PyTorch " + side.version() + " in Python";
      }
    }
    return "PyTorch "
        + version("pytorch", pyTorchClassPath())
        + " in a JVM"
        + python
        + ", ND4J "
        + version("nd4j-native", ownClassPath);
  }

  private static String version(String library, String classPath) {
    Matcher matcher =
        Pattern.compile(Pattern.quote(library) + "-([0-9][^/\\\\]*?)(-linux.*)?\\.jar")
            .matcher(classPath);
    return matcher.find() ? matcher.group(1) : "of unknown version";
  }

  private List<String> command(Simd simd, String program) {
    Path java = options.jdk().orElse(javaHome).resolve("bin/java");
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.addAll(QUIET);
    command.add("-Dtikhonov.simd=" + simd.word());
    if (simd != Simd.OFF) {
      command.addAll(List.of("--add-modules", VECTOR_MODULE));
    }
    command.addAll(List.of("-cp", classPath, PACKAGE + program));
    return command;
  }

  private String pyTorchClassPath() {
    Path target = home.resolve("pytorch/target");
    try {
      return target.resolve("classes")
          + File.pathSeparator
          + Files.readString(target.resolve("classpath.txt")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot read PyTorch's class path; build with Maven's package phase first.", e);
    }
  }

  /** The class path with everything of this module compiled by the given JDK. */
  private String compileFor(Path jdk) {
    Path classes = home.resolve("target/classes-other-jdk");
    List<String> command = new ArrayList<>(List.of(jdk.resolve("bin/javac").toString()));
    if (options.simd() != Simd.OFF) {
      command.addAll(List.of("--add-modules", VECTOR_MODULE));
    }
    command.addAll(List.of("-nowarn", "-d", classes.toString()));
    command.addAll(List.of("-cp", ownClassPath, "-processorpath", ownClassPath));
    try (Stream<Path> files = Files.walk(home.resolve("src/main/java"))) {
      files.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(command::add);
      Files.createDirectories(classes);
      int status = new ProcessBuilder(command).inheritIO().start().waitFor();
      if (status != 0) {
        throw new IllegalStateException("The javac of " + jdk + " failed.");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot compile with " + jdk, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while compiling with " + jdk, e);
    }
    return classes + File.pathSeparator + ownClassPath;
  }

  /** The JDK of Tikhonov's side if it is not the driver's. */
  Optional<Path> otherJdk() {
    return options.jdk();
  }
}
