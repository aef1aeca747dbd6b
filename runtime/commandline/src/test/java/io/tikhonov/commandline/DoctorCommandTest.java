package io.tikhonov.commandline;

import static com.google.common.truth.Truth.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as users start it: the jar alone, and on the class path of a program. */
final class DoctorCommandTest {
  private static final String JAR = System.getProperty("commandline.jar");
  private static final int SECONDS = 120;

  @TempDir private Path folder;

  private Output java(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(List.of(arguments));
    Path out = folder.resolve("out");
    Path error = folder.resolve("error");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(error.toFile())
            .start();
    process.getOutputStream().close();
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new IOException(command + " takes longer than " + SECONDS + " s.");
    }
    // Standard error holds what the JVM and the logger say, too.
    return new Output(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(error, StandardCharsets.UTF_8));
  }

  private Output onAClassPath(String... flagsAndArguments) throws Exception {
    List<String> all = new ArrayList<>();
    for (String flag : flagsAndArguments) {
      if (flag.startsWith("-D") || flag.startsWith("-X") || flag.startsWith("--add-modules")) {
        all.add(flag);
      }
    }
    all.addAll(
        List.of(
            "-cp",
            JAR + File.pathSeparator + libraries(),
            "io.tikhonov.commandline.Main",
            "doctor"));
    return java(all.toArray(new String[0]));
  }

  /** The class path of a user's program, without what is in the command's jar. */
  private static String libraries() {
    List<String> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (!entry.contains("picocli") && !entry.contains("commandline")) {
        entries.add(entry);
      }
    }
    return String.join(File.pathSeparator, entries);
  }

  @Test
  void theJarAloneSaysWhatIsMissing() throws Exception {
    Output output = java("-jar", JAR, "doctor").returned(1);
    assertThat(output.words()).contains("backend none. It is not on the class path.");
    assertThat(output.words()).contains("1. Problem: ND4J cannot be used.");
  }

  @Test
  void theJarKnowsItsVersion() throws Exception {
    assertThat(java("-jar", JAR, "--version").returned(0).out()).startsWith("Tikhonov 0.");
  }

  @Test
  void saysWhatIsInEffect() throws Exception {
    Output output = onAClassPath("--add-modules=jdk.incubator.vector");
    assertThat(output.exit()).isEqualTo(0);
    assertThat(output.words()).contains("JDK " + System.getProperty("java.version"));
    assertThat(output.words()).contains("backend CpuBackend");
    assertThat(output.words()).contains("BLAS OPENBLAS, threads: ");
    assertThat(output.words()).containsMatch("vectors \\d+ bits, \\d+ floats at once");
    assertThat(output.words()).containsMatch("heap at most [0-9.]+ GB");
    assertThat(output.out()).doesNotContain("--add-modules jdk.incubator.vector");
    output.out().lines().forEach(line -> assertThat(line.length()).isAtMost(Page.WIDTH));
  }

  @Test
  void wrongSettingsAreProblems() throws Exception {
    Output threads = onAClassPath("-Dtikhonov.threads=many");
    assertThat(threads.exit()).isEqualTo(1);
    assertThat(threads.words()).contains("1. Problem: ");
    assertThat(threads.words()).contains("many");
    Output simd = onAClassPath("-Dtikhonov.simd=maybe");
    assertThat(simd.exit()).isEqualTo(1);
    assertThat(simd.words())
        .contains("The system property tikhonov.simd must be auto, on or off, not \"maybe\".");
  }

  @Test
  void measures() {
    Output output = Output.of("doctor", "--measure").returned(0);
    assertThat(output.words()).containsMatch("memory \\d+ GB/s");
    assertThat(output.words()).containsMatch("products \\d+ GFLOP/s");
  }

  @Test
  void looksAtModels() {
    Output output = Output.of("doctor", folder).returned(0);
    assertThat(output.words()).contains("There is no generated class.");
    assertThat(Output.of("doctor", folder.resolve("missing")).returned(1).words())
        .contains("There is no file or folder");
  }
}
