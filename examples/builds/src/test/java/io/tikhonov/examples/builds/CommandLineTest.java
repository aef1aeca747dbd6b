package io.tikhonov.examples.builds;

import static com.google.common.truth.Truth.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The command line on what the processor writes today. */
final class CommandLineTest {

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void theCommandsOfTheReadme(@TempDir Path folder) throws Exception {
    Compilation.of(folder.resolve("classes"), List.of(), Projects.sources("shop")).succeeded();
    Jars.copy(folder.resolve("tikhonov"), Jars.tikhonov());
    Jars.copy(folder.resolve("lib"), Jars.libraries());
    Files.copy(Jars.named("tikhonov-commandline-"), folder.resolve("tikhonov-commandline.jar"));
    String commands = Readme.block("java -jar tikhonov-commandline.jar inspect");
    String words = Command.shell(folder, commands).succeeded().output().replaceAll("\\s+", " ");
    assertThat(words).contains("shop.Price minimises meanSquaredError(price(x), y)");
    assertThat(words).contains("error meanSquaredError(price(x), y) (line ");
    assertThat(words).contains("w (features) weight; Glorot uniform;");
    assertThat(words).containsMatch("in all \\d+ bytes read, \\d+ bytes written, \\d+ operations");
    assertThat(words).contains("page classes/shop/PriceObjective.html");
    assertThat(words).contains("backend CpuBackend");
    assertThat(words).containsMatch("vectors \\d+ bits, \\d+ floats at once");
    assertThat(words).containsMatch("memory \\d+ GB/s");
    assertThat(words).contains("Models scalar shop.PriceObjective");
    assertThat(words).contains("Compiled without vector kernels: shop.PriceObjective.");
  }
}
