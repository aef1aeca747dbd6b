package io.tikhonov.runtime.support;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import com.sun.management.ThreadMXBean;
import io.tikhonov.runtime.io.DamagedFileException;
import io.tikhonov.runtime.io.FileDamage;
import io.tikhonov.runtime.io.SafeTensorsReader;
import io.tikhonov.runtime.io.TensorEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thousands of damaged and hostile files: each is read or refused by an exception that names it,
 * changes nothing when refused, and takes memory in proportion to its size. {@code
 * -Dtikhonov.damaged=10000} tries more.
 */
class DamagedFilesTest {
  private static final int FILES = Integer.getInteger("tikhonov.damaged", 2_000);
  private static final long SEED = Long.getLong("tikhonov.seed", 1);

  /** Text of two bytes a character, tokens and maps made of it, for any byte of a file. */
  private static final int HEAP_PER_BYTE = 200;

  /** Buffers, messages, stack traces. */
  private static final long HEAP_FOR_ALL = 500_000;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TempDir Path folder;

  /** Bytes on the heap that the last attempt took. */
  private long allocated;

  private final LinearObjective.Batch batch = new TestData(8, 1).batch();

  private List<byte[]> originals() throws IOException {
    List<byte[]> files = new ArrayList<>();
    try (LinearObjective objective = TestData.objective(7)) {
      objective.step(batch);
      objective.step(batch);
      Path file = folder.resolve("good.safetensors");
      objective.save(file);
      files.add(Files.readAllBytes(file));
      objective.saveCheckpoint(file);
      files.add(Files.readAllBytes(file));
      objective.saveCheckpoint(
          file, Map.of("trainer", "{\"epochs\":[],\"means\":{\"names\":[],\"sums\":[1.5]}}"));
      files.add(Files.readAllBytes(file));
    }
    return files;
  }

  /** All that a file could change. */
  private static List<Object> state(LinearObjective objective) {
    List<Object> state = new ArrayList<>();
    for (String name : objective.parameters().names()) {
      state.add(Arrays.hashCode(objective.parameters().get(name).dup().data().asFloat()));
    }
    objective.states().values().forEach(it -> state.add(Arrays.hashCode(it.data().asFloat())));
    state.add(objective.stepCount());
    state.add(objective.totalSteps());
    state.add(objective.parameters().frozen());
    return state;
  }

  @Test
  void damagedFilesAreRefusedAndChangeNothing() throws IOException {
    FileDamage damage = new FileDamage(SEED, originals());
    Path good = folder.resolve("good.safetensors");
    Path file = folder.resolve("damaged.safetensors");
    int refused = 0;
    int read = 0;
    try (LinearObjective objective = TestData.objective(3)) {
      List<Consumer<Path>> readers =
          List.of(
              this::readAll,
              objective::load,
              objective::loadCheckpoint,
              objective::loadMatching,
              objective::loadCheckpointMatching);
      objective.loadCheckpoint(good);
      List<Object> before = state(objective);
      for (int number = 0; number < FILES; number++) {
        byte[] bytes = damage.next();
        Files.write(file, bytes);
        for (int reader = 0; reader < readers.size(); reader++) {
          String what = "file %d of seed %d, reader %d".formatted(number, SEED, reader);
          if (isRead(
              readers.get(reader),
              file,
              HEAP_FOR_ALL + (long) HEAP_PER_BYTE * bytes.length,
              what)) {
            read++;
            // What was read may be other numbers, and works.
            objective.evaluate(batch);
            objective.loadCheckpoint(good);
          } else {
            refused++;
          }
          assertWithMessage(what).that(state(objective)).isEqualTo(before);
        }
      }
      // The damage is neither hopeless nor harmless.
      assertThat(refused).isGreaterThan(3 * FILES);
      assertThat(read).isGreaterThan(FILES / 10);
    }
  }

  private boolean isRead(Consumer<Path> reader, Path file, long mostHeap, String what) {
    long offHeap = Pointer.totalBytes();
    boolean read = isRead(reader, file, what);
    if (allocated > mostHeap) {
      // A message may be the first of its kind, for which classes were loaded.
      read = isRead(reader, file, what);
    }
    assertWithMessage("bytes on the heap for %s", what).that(allocated).isAtMost(mostHeap);
    // ND4J may give back arrays of the test meanwhile.
    assertWithMessage(what).that(Pointer.totalBytes()).isAtMost(offHeap);
    return read;
  }

  private boolean isRead(Consumer<Path> reader, Path file, String what) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try {
      reader.accept(file);
      return true;
    } catch (UncheckedIOException e) {
      assertWithMessage(what).that(e).hasCauseThat().isInstanceOf(DamagedFileException.class);
      assertMessage(e, what);
      return false;
    } catch (IllegalArgumentException e) {
      assertMessage(e, what);
      return false;
    } finally {
      allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    }
  }

  private static void assertMessage(Exception e, String what) {
    assertWithMessage(what).that(e).hasMessageThat().contains("damaged.safetensors");
    assertWithMessage(what).that(e.getMessage().length()).isLessThan(6_000);
    boolean printable =
        e.getMessage().chars().noneMatch(c -> c != '\n' && Character.isISOControl(c));
    assertWithMessage("%s: %s", what, e.getMessage()).that(printable).isTrue();
  }

  /** The file as a program sees it that uses the reader alone. */
  private void readAll(Path file) {
    try (SafeTensorsReader reader = new SafeTensorsReader(file)) {
      for (TensorEntry tensor : reader.tensors().values()) {
        reader.read(tensor, ByteBuffer.allocate((int) tensor.bytes()));
      }
      reader.verify();
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }
}
