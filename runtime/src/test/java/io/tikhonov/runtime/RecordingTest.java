package io.tikhonov.runtime;

import static com.google.common.truth.Truth.assertThat;

import io.tikhonov.runtime.support.LinearObjective;
import io.tikhonov.runtime.support.TestData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Java Flight Recorder sees of a run. */
class RecordingTest {
  @TempDir Path folder;

  private List<RecordedEvent> record(String... enabled) throws IOException {
    TestData data = new TestData(64, 1);
    Path file = folder.resolve("run.jfr");
    try (Recording recording = new Recording();
        LinearObjective objective = TestData.objective(7)) {
      for (String name : enabled) {
        recording.enable(name);
      }
      recording.start();
      Trainer.of(objective)
          .progress(false)
          .batchSize(32)
          .epochs(3)
          .fit(Dataset.of("x", data.x(), "y", data.y()));
      recording.stop();
      recording.dump(file);
    }
    return RecordingFile.readAllEvents(file).stream()
        .filter(it -> it.getEventType().getName().startsWith("io.tikhonov."))
        .toList();
  }

  @Test
  void kernelsAndProductsAreRecordedByNameWhenAskedFor() throws IOException {
    List<RecordedEvent> events = record("io.tikhonov.Kernel", "io.tikhonov.Product");
    Map<String, Long> launches =
        events.stream()
            .filter(it -> it.getEventType().getName().equals("io.tikhonov.Kernel"))
            .collect(Collectors.groupingBy(it -> it.getString("kernel"), Collectors.counting()));
    assertThat(launches)
        .containsExactly("addNoise", 6L, "computeResidual", 6L, "computeNorm", 6L, "updateW", 6L);
    for (RecordedEvent event : events) {
      assertThat(event.getDuration().toNanos()).isGreaterThan(0L);
    }
    RecordedEvent kernel =
        events.stream()
            .filter(it -> it.getEventType().getName().equals("io.tikhonov.Kernel"))
            .findFirst()
            .orElseThrow();
    assertThat(kernel.getString("kernel")).isEqualTo("addNoise");
    assertThat(kernel.getLong("iterations")).isEqualTo(32L * TestData.FEATURES);
    assertThat(kernel.getClass("program").getName()).isEqualTo(LinearObjective.class.getName());
    RecordedEvent product =
        events.stream()
            .filter(it -> it.getEventType().getName().equals("io.tikhonov.Product"))
            .findFirst()
            .orElseThrow();
    assertThat(product.getInt("m")).isEqualTo(32);
    assertThat(product.getInt("n")).isEqualTo(1);
    assertThat(product.getInt("k")).isEqualTo(TestData.FEATURES);
  }

  /** Steps are few; kernels would fill recordings that nobody wanted to know them from. */
  @Test
  void otherRecordingsSeeStepsAndNoKernels() throws IOException {
    List<RecordedEvent> events = record();
    assertThat(events.stream().map(it -> it.getEventType().getName()).distinct().toList())
        .containsExactly("io.tikhonov.Step");
    assertThat(events).hasSize(6);
    assertThat(events.get(5).getLong("step")).isEqualTo(5);
    assertThat(events.get(5).getDouble("loss")).isGreaterThan(0.0);
  }
}
