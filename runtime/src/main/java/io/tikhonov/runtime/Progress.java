package io.tikhonov.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** Shows how far training is: a bar on a terminal, some lines elsewhere. */
abstract class Progress implements AutoCloseable {

  private static final int UPDATE_MILLIS = 200;
  private static final int MAX_LINES = 20;

  private static final int BAR = 16;

  /** From so many columns on there is room for a bar beside the numbers. */
  private static final int WIDE = 70;

  private static final long SECONDS_PER_HOUR = 3600;

  /**
   * The form that suits the output.
   *
   * @param out takes lines
   */
  static Progress of(boolean shown, long steps, Consumer<String> out) {
    return switch (ProgressForm.of(shown)) {
      case BAR -> new Bar(steps);
      case LINES -> new Lines(steps, out);
      case OFF -> new None();
    };
  }

  abstract void stepEnded(StepResult result);

  abstract void epochEnded(TrainingHistory.Epoch epoch, long stepsDone);

  @Override
  public abstract void close();

  private static final class None extends Progress {
    @Override
    void stepEnded(StepResult result) {}

    @Override
    void epochEnded(TrainingHistory.Epoch epoch, long stepsDone) {}

    @Override
    public void close() {}
  }

  /**
   * A line of a bar: how far, how long still, and as many facts as there is room for.
   *
   * @param steps made and to be made
   * @param width of the terminal
   */
  static String line(long done, long steps, Duration elapsed, List<String> facts, int width) {
    StringBuilder line = new StringBuilder();
    line.append(String.format(Locale.ROOT, "%3d%% ", 100 * done / steps));
    if (width >= WIDE) {
      int full = (int) (BAR * done / steps);
      line.append('[').append("=".repeat(full)).append(" ".repeat(BAR - full)).append("] ");
    }
    line.append(done).append('/').append(steps).append(" steps");
    if (done > 0 && done < steps) {
      long left = (long) Math.ceil(elapsed.toMillis() / 1e3 / done * (steps - done));
      line.append(", ").append(clock(left)).append(" left");
    }
    for (String fact : facts) {
      if (line.length() + 2 + fact.length() > width) {
        break;
      }
      line.append(", ").append(fact);
    }
    return line.substring(0, Math.min(line.length(), Math.max(width, 0)));
  }

  private static String clock(long seconds) {
    return seconds < SECONDS_PER_HOUR
        ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
        : String.format(
            Locale.ROOT,
            "%d:%02d:%02d",
            seconds / SECONDS_PER_HOUR,
            seconds / 60 % 60,
            seconds % 60);
  }

  /** The loss of an epoch, of the validation, the metrics and the terms, the important first. */
  static List<String> facts(TrainingHistory.Epoch epoch) {
    List<String> facts = new ArrayList<>();
    facts.add("epoch " + epoch.number());
    facts.add(fact("loss", epoch.loss()));
    epoch.validation().ifPresent(it -> facts.add(fact("validation", it.loss())));
    epoch.metrics().forEach((name, value) -> facts.add(fact(name, value)));
    if (epoch.terms().size() > 1) {
      epoch.terms().forEach((name, value) -> facts.add(fact(name, value)));
    }
    return facts;
  }

  private static String fact(String name, double value) {
    return String.format(Locale.ROOT, "%s %.4g", name, value);
  }

  private static final class Bar extends Progress {
    private final ProgressBar bar;
    private volatile List<String> facts = List.of();

    /** The last step of the first epoch, as long as no epoch has ended. */
    private volatile StepResult step;

    Bar(long steps) {
      bar =
          new ProgressBarBuilder()
              .setInitialMax(steps)
              .setUpdateIntervalMillis(UPDATE_MILLIS)
              .setRenderer(
                  (state, width) ->
                      line(
                          state.getCurrent(),
                          state.getMax(),
                          state.getElapsedAfterStart(),
                          shown(),
                          width))
              .build();
    }

    private List<String> shown() {
      StepResult first = step;
      return facts.isEmpty() && first != null ? List.of(fact("loss", first.loss())) : facts;
    }

    @Override
    void stepEnded(StepResult result) {
      step = result;
      bar.step();
    }

    @Override
    void epochEnded(TrainingHistory.Epoch epoch, long stepsDone) {
      facts = facts(epoch);
    }

    @Override
    public void close() {
      bar.close();
    }
  }

  private static final class Lines extends Progress {
    private final long steps;
    private final Consumer<String> out;
    private long printed;

    /** Whether the first epoch was printed, which always is: people wait for it. */
    private boolean begun;

    Lines(long steps, Consumer<String> out) {
      this.steps = steps;
      this.out = out;
    }

    @Override
    void stepEnded(StepResult result) {}

    @Override
    void epochEnded(TrainingHistory.Epoch epoch, long stepsDone) {
      long due = stepsDone * MAX_LINES / steps;
      if (due > printed || !begun) {
        begun = true;
        printed = due;
        out.accept(epoch.toString());
      }
    }

    @Override
    public void close() {}
  }
}
