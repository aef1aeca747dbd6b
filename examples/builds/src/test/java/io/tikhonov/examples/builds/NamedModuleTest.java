package io.tikhonov.examples.builds;

import static com.google.common.truth.Truth.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A model in a named module. Tikhonov's jars are modules there; ND4J's cannot be, because two of
 * them share a package and one names a package that it does not have. So they stay on the class
 * path, which the user's module has to be told to read.
 */
final class NamedModuleTest {
  private static final List<String> VECTORS = List.of("--add-modules", "jdk.incubator.vector");

  @TempDir private Path folder;

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void theCommandsOfTheReadme() throws Exception {
    Projects.copy("shop", folder);
    Jars.copy(folder.resolve("processor"), Jars.processor());
    Jars.copy(folder.resolve("tikhonov"), Jars.tikhonov());
    Jars.copy(folder.resolve("lib"), Jars.libraries());
    Files.writeString(folder.resolve("module-info.java"), Readme.block("module shop {"));
    Command command = Command.shell(folder, Readme.block("javac -d classes -p")).succeeded();
    assertThat(command.output()).contains("[2.0, 3.0, 5.0] in shop");
  }

  @Test
  void vectorsNeedAWordOfTheModule() throws Exception {
    Compilation compilation = compile(Projects.sources("shop", "module"), VECTORS).succeeded();
    assertThat(compilation.files()).contains("META-INF/tikhonov/shop.Price.json");
    // javac sees the vectors through Tikhonov's automatic modules, the run time does not.
    assertThat(runsWithVectors("ALL-DEFAULT,jdk.incubator.vector")).isFalse();

    Path declaration = folder.resolve("module-info.java");
    Files.writeString(
        declaration,
        Readme.block("module shop {").replace("{", "{\n  requires static jdk.incubator.vector;"));
    List<String> sources = new ArrayList<>(Projects.sources("shop"));
    sources.add(declaration.toString());
    compile(sources, VECTORS).succeeded();
    assertThat(runsWithVectors("ALL-DEFAULT,jdk.incubator.vector")).isTrue();
    // What is required statically may be missing.
    assertThat(runsWithVectors("ALL-DEFAULT")).isFalse();
  }

  @Test
  void saysWhatIsMissingForVectors() throws Exception {
    Compilation refused = compile(Projects.sources("shop", "module"), List.of()).failed();
    assertThat(refused.output()).contains("-Atikhonov.simd=on asks for vector kernels, but");
    assertThat(refused.output()).contains("Add --add-modules jdk.incubator.vector to javac");
  }

  private Compilation compile(List<String> sources, List<String> options) throws IOException {
    List<String> all = new ArrayList<>(options);
    all.addAll(
        List.of(
            "-Atikhonov.simd=on",
            "--add-reads",
            "shop=ALL-UNNAMED",
            "-processorpath",
            Jars.path(Jars.processor()),
            "-p",
            Jars.path(Jars.tikhonov()),
            "-cp",
            Jars.path(Jars.libraries())));
    return Compilation.with(all, folder.resolve("classes"), sources, List.of());
  }

  /** Trains, and says whether the vector kernels were loaded. */
  private boolean runsWithVectors(String modules) throws IOException, InterruptedException {
    Command command =
        Command.java(
                "-Dtikhonov.simd=on",
                "-verbose:class",
                "--add-modules",
                modules,
                "--add-reads",
                "shop=ALL-UNNAMED",
                "-p",
                Jars.path(List.of(folder.resolve("classes")), Jars.tikhonov()),
                "-cp",
                Jars.path(Jars.libraries()),
                "-m",
                "shop/shop.Main")
            .succeeded();
    assertThat(command.output()).contains("[2.0, 3.0, 5.0] in shop");
    assertThat(command.output()).contains(" shop.PriceObjective ");
    return command.output().contains(" shop.PriceObjectiveSimd ");
  }

  /** Why the README keeps ND4J off the module path; where this fails, the README can say less. */
  @Test
  void nd4jIsNotAModule() throws Exception {
    Command command =
        Command.java(
                "-p",
                Jars.path(Jars.tikhonov(), Jars.libraries()),
                "--add-modules",
                "io.tikhonov.runtime",
                "-version")
            .failed();
    assertThat(command.output()).contains("Error occurred during initialization of boot layer");
    assertThat(command.output()).contains("nd4j");
  }
}
