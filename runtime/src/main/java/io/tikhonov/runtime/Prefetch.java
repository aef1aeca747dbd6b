package io.tikhonov.runtime;

import java.lang.ref.Cleaner;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads an epoch ahead on a thread of its own. The thread makes, copies and closes; whoever reads
 * this gets the same batches in the same order, or what the thread has failed by.
 */
final class Prefetch implements BatchSource.Epoch {
  private static final Logger LOG = LoggerFactory.getLogger(Prefetch.class);

  /** Stops the threads of epochs that were forgotten without being closed. */
  private static final Cleaner CLEANER = Cleaner.create();

  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final long LONGEST_SECONDS = 10;

  private final Producer producer;
  private final Cleaner.Cleanable stop;
  private Item next;

  /** The batch that was handed out last, whose arrays are used again when the next one is. */
  private Map<String, INDArray> last;

  /**
   * Starts the thread.
   *
   * @param opening is opened by the thread that reads it
   * @param batches read ahead at most
   */
  Prefetch(Opening opening, int batches) {
    producer = new Producer(opening, batches);
    stop = CLEANER.register(this, producer::stop);
    producer.thread.start();
  }

  /** Opens the batches of an epoch. */
  @FunctionalInterface
  interface Opening {
    /** The batches. */
    BatchSource.Epoch open();
  }

  @Override
  public boolean hasNext() {
    if (next == null) {
      next = producer.take();
    }
    if (next.failure instanceof RuntimeException exception) {
      throw exception;
    } else if (next.failure instanceof Error error) {
      throw error;
    }
    return next.batch != null;
  }

  @Override
  public Map<String, INDArray> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    if (last != null) {
      producer.used.add(last);
    }
    last = next.batch;
    next = null;
    return last;
  }

  @Override
  public void close() {
    stop.clean();
    producer.join();
  }

  /** A batch, or why there is none: a failure, or the end if both are null. */
  private record Item(Map<String, INDArray> batch, Throwable failure) {}

  /** What the thread does. It must not know the {@link Prefetch}, whose end stops it. */
  private static final class Producer {
    private final Opening opening;
    private final BlockingQueue<Item> queue;

    /** Copies that nobody needs any more: there are never more than are waiting, and two. */
    private final Queue<Map<String, INDArray>> used = new ConcurrentLinkedQueue<>();

    private final Thread thread;
    private volatile boolean stopped;

    Producer(Opening opening, int batches) {
      this.opening = opening;
      queue = new ArrayBlockingQueue<>(batches);
      thread = new Thread(this::run, "tikhonov-prefetch-" + COUNT.incrementAndGet());
      thread.setDaemon(true);
    }

    /** Everything is caught: whatever it is, the reader shall have it. */
    @SuppressWarnings("CatchingUnchecked")
    private void run() {
      Throwable failure = null;
      try (BatchSource.Epoch epoch = opening.open()) {
        while (!stopped && epoch.hasNext()) {
          put(new Item(copied(Objects.requireNonNull(epoch.next(), "it is null.")), null));
        }
      } catch (RuntimeException | Error e) {
        failure = e;
      } catch (InterruptedException e) {
        return; // by stop()
      }
      try {
        put(new Item(null, failure));
      } catch (InterruptedException e) {
        LOG.debug("Reading ahead was stopped", e);
      }
    }

    private void put(Item item) throws InterruptedException {
      if (!stopped) {
        queue.put(item);
      }
    }

    /**
     * A source may fill its arrays anew for the next batch while this one is used. The copies are
     * used again, too: memory outside the heap is given back only when the heap is cleaned up.
     */
    private Map<String, INDArray> copied(Map<String, INDArray> batch) {
      Map<String, INDArray> old = used.poll();
      Map<String, INDArray> copy = new LinkedHashMap<>();
      batch.forEach(
          (name, array) -> copy.put(name, copied(array, old == null ? null : old.get(name))));
      return copy;
    }

    private static INDArray copied(INDArray array, INDArray old) {
      if (old == null || array == null || array.isEmpty()) {
        return array == null ? null : array.dup();
      }
      boolean fits =
          old.dataType() == array.dataType() && Arrays.equals(old.shape(), array.shape());
      return fits ? old.assign(array) : array.dup();
    }

    Item take() {
      try {
        return queue.take();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while waiting for the next batch.", e);
      }
    }

    void stop() {
      stopped = true;
      thread.interrupt();
    }

    void join() {
      try {
        thread.join(TimeUnit.SECONDS.toMillis(LONGEST_SECONDS));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      if (thread.isAlive() && thread != Thread.currentThread()) {
        LOG.warn(
            "The source of the data still works on a batch {} s after it was closed; its thread {}"
                + " ends after that",
            LONGEST_SECONDS,
            thread.getName());
      }
    }
  }
}
