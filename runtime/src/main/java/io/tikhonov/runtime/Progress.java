package io.tikhonov.runtime;

import java.util.Locale;
import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how far training is: a bar on a terminal, some lines elsewhere. */
abstract class Progress implements AutoCloseable {

  private static final int UPDATE_MILLIS = 200;
  private static final int MAX_LINES = 20;

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

  abstract void stepEnded();

  abstract void epochEnded(TrainingHistory.Epoch epoch, long stepsDone);

  @Override
  public abstract void close();

  private static final class None extends Progress {
    @Override
    void stepEnded() {}

    @Override
    void epochEnded(TrainingHistory.Epoch epoch, long stepsDone) {}

    @Override
    public void close() {}
  }

  private static final class Bar extends Progress {
    private final ProgressBar bar;

    Bar(long steps) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("training")
              .setUnit(" steps", 1)
              .setInitialMax(steps)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(UPDATE_MILLIS)
              .build();
    }

    @Override
    void stepEnded() {
      bar.step();
    }

    @Override
    void epochEnded(TrainingHistory.Epoch epoch, long stepsDone) {
      String text = String.format(Locale.ROOT, "epoch %d loss %.4g", epoch.number(), epoch.loss());
      bar.setExtraMessage(
          epoch
              .validation()
              .map(v -> text + String.format(Locale.ROOT, " validation %.4g", v.loss()))
              .orElse(text));
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

    Lines(long steps, Consumer<String> out) {
      this.steps = steps;
      this.out = out;
    }

    @Override
    void stepEnded() {}

    @Override
    void epochEnded(TrainingHistory.Epoch epoch, long stepsDone) {
      long due = stepsDone * MAX_LINES / steps;
      if (due > printed) {
        printed = due;
        out.accept(epoch.toString());
      }
    }

    @Override
    public void close() {}
  }
}
