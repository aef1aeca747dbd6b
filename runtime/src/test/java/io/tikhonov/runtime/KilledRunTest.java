package io.tikhonov.runtime;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tikhonov.runtime.support.LinearObjective;
import io.tikhonov.runtime.support.TestData;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that is killed at any moment, while it trains or saves, loses nothing but the step
 * under way. {@code -Dkills=50} kills more often.
 */
class KilledRunTest {
  private static final int KILLS = Integer.getInteger("kills", 4);

  /** More than a process trains for before it is killed so many times. */
  private static final int EPOCHS = 40 * (KILLS + 2);

  @TempDir Path folder;

  private Process start() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(KilledRun.class.getName());
    command.add(folder.toString());
    command.add(Integer.toString(EPOCHS));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static void awaitReady(BufferedReader output) throws IOException {
    StringBuilder seen = new StringBuilder();
    String line = output.readLine();
    while (line != null && !line.equals("ready")) {
      seen.append(line).append('\n');
      line = output.readLine();
    }
    assertWithMessage("output of the process: %s", seen).that(line).isNotNull();
  }

  private long steps() {
    if (!Files.exists(folder.resolve("last.safetensors"))) {
      return 0;
    }
    try (LinearObjective objective = TestData.objective(1)) {
      objective.loadCheckpoint(folder.resolve("last.safetensors"));
      return objective.stepCount();
    }
  }

  @Test
  void killedRunsEndWithTheBitsOfWholeOnes() throws Exception {
    Random random = new Random(11);
    long before = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      Process process = start();
      try (BufferedReader output =
          new BufferedReader(process.inputReader(StandardCharsets.UTF_8))) {
        awaitReady(output);
        Thread.sleep(random.nextInt(500));
      } finally {
        process.destroyForcibly().waitFor();
      }
      CheckpointFolder.open(folder); // as the next process does: the last file may lack its name
      long after = steps();
      assertWithMessage("steps after kill %s", kill).that(after).isAtLeast(before);
      before = after;
    }
    assertThat(before).isGreaterThan(0L);
    try (LinearObjective resumed = TestData.objective(3);
        LinearObjective whole = TestData.objective(7)) {
      KilledRun.train(resumed, folder, EPOCHS, 0);
      Path other = Files.createDirectory(folder.resolve("whole"));
      KilledRun.train(whole, other, EPOCHS, 0);
      assertThat(resumed.stepCount()).isEqualTo(4L * EPOCHS);
      assertThat(resumed.parameters().get("w").dup().data().asFloat())
          .isEqualTo(whole.parameters().get("w").dup().data().asFloat());
    }
  }

  /** A process that is asked to stop, as by Ctrl-C, saves first. */
  @Test
  void aProcessThatIsAskedToStopSaves() throws Exception {
    Process process = start();
    assumeTrue(process.supportsNormalTermination());
    try (BufferedReader output = new BufferedReader(process.inputReader(StandardCharsets.UTF_8))) {
      awaitReady(output);
      // Not opened: the process replaces it again and again.
      while (!Files.exists(folder.resolve("last.safetensors"))) {
        Thread.sleep(20);
      }
      process.destroy();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.filter(it -> it.toString().endsWith(".tmp")).toList()).isEmpty();
    }
    assertThat(steps()).isLessThan(4L * EPOCHS);
  }
}
