package io.tikhonov.runtime;

import io.tikhonov.runtime.page.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Curves over epochs as a picture in a page. */
final class Chart {
  private static final int WIDTH = 480;
  private static final int HEIGHT = 240;
  private static final int LEFT = 64;
  private static final int RIGHT = 10;
  private static final int TOP = 12;
  private static final int BOTTOM = 30;
  private static final int COLOURS = 8;
  private static final int TICKS = 5;

  /** Positive values that differ by more than this factor are shown on a logarithmic scale. */
  private static final double LOGARITHMIC = 20;

  /** Single points are drawn as dots up to so many of them. */
  private static final int MOST_DOTS = 60;

  private final String heading;
  private final Map<String, double[]> series;
  private final int length;
  private final boolean logarithmic;
  private final double low;
  private final double high;

  Chart(String heading, Map<String, double[]> series, boolean mayBeLogarithmic) {
    this.heading = heading;
    this.series = series;
    this.length = series.values().stream().mapToInt(values -> values.length).max().orElse(0);
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double[] values : series.values()) {
      for (double value : values) {
        if (Double.isFinite(value)) {
          least = Math.min(least, value);
          most = Math.max(most, value);
        }
      }
    }
    if (least > most) {
      least = 0;
      most = 1;
    }
    logarithmic = mayBeLogarithmic && least > 0 && most > LOGARITHMIC * least;
    double from = scale(least);
    double to = scale(most);
    double margin = to > from ? 0.04 * (to - from) : Math.max(Math.abs(from) * 0.05, 1e-3);
    low = from - margin;
    high = to + margin;
  }

  private double scale(double value) {
    return logarithmic ? Math.log10(value) : value;
  }

  private double x(int index) {
    double share = length > 1 ? (double) index / (length - 1) : 0.5;
    return LEFT + share * (WIDTH - LEFT - RIGHT);
  }

  private double y(double scaled) {
    return TOP + (high - scaled) / (high - low) * (HEIGHT - TOP - BOTTOM);
  }

  String section() {
    StringBuilder text = new StringBuilder();
    text.append("<section>\n<h2>")
        .append(Page.escape(heading))
        .append(logarithmic ? " <small>logarithmic</small>" : "")
        .append("</h2>\n<svg viewBox=\"0 0 ")
        .append(WIDTH)
        .append(' ')
        .append(HEIGHT)
        .append("\" role=\"img\" aria-label=\"")
        .append(Page.escape(heading + " over epochs"))
        .append("\">\n");
    axes(text);
    int colour = 0;
    for (Map.Entry<String, double[]> curve : series.entrySet()) {
      curve(text, curve.getKey(), curve.getValue(), colour++ % COLOURS);
    }
    text.append("</svg>\n");
    if (series.size() > 1) {
      legend(text);
    }
    return text.append("</section>\n").toString();
  }

  private void axes(StringBuilder text) {
    for (double tick : ticks()) {
      double at = y(scale(tick));
      line(text, LEFT, at, WIDTH - RIGHT, at);
      label(text, LEFT - 6, at + 4, "end", Page.number(tick));
    }
    List<Integer> marks = new ArrayList<>(List.of(0));
    if (length > 2) {
      marks.add((length - 1) / 2);
    }
    if (length > 1) {
      marks.add(length - 1);
    }
    for (int mark : marks) {
      String anchor = mark == 0 ? "start" : mark == length - 1 ? "end" : "middle";
      label(text, x(mark), HEIGHT - 8, anchor, "epoch " + (mark + 1));
    }
  }

  private List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    if (logarithmic) {
      int step = Math.max(1, (int) Math.ceil((high - low) / TICKS));
      for (int power = (int) Math.ceil(low); power <= high; power += step) {
        ticks.add(Math.pow(10, power));
      }
      if (ticks.size() >= 2) {
        return ticks;
      }
      ticks.clear();
      for (double share : new double[] {0.05, 0.5, 0.95}) {
        ticks.add(Math.pow(10, low + share * (high - low)));
      }
      return ticks;
    }
    double raw = (high - low) / TICKS;
    double unit = Math.pow(10, Math.floor(Math.log10(raw)));
    double step = unit * (raw / unit > 5 ? 10 : raw / unit > 2 ? 5 : raw / unit > 1 ? 2 : 1);
    for (double tick = Math.ceil(low / step) * step; tick <= high; tick += step) {
      ticks.add(Math.abs(tick) < step / 1e6 ? 0 : tick);
    }
    return ticks;
  }

  private void curve(StringBuilder text, String name, double[] values, int colour) {
    StringBuilder path = new StringBuilder();
    boolean pen = false;
    for (int i = 0; i < values.length; i++) {
      if (Double.isFinite(values[i])) {
        path.append(pen ? " L" : " M").append(point(x(i), y(scale(values[i]))));
      }
      pen = Double.isFinite(values[i]);
    }
    text.append("<g><title>").append(Page.escape(name)).append("</title>");
    text.append("<path class=\"curve\" style=\"stroke:var(--c")
        .append(colour)
        .append(")\" d=\"")
        .append(path.toString().strip())
        .append("\"/>");
    if (values.length <= MOST_DOTS) {
      for (int i = 0; i < values.length; i++) {
        if (Double.isFinite(values[i])) {
          dot(text, i, values[i], colour);
        }
      }
    }
    text.append("</g>\n");
  }

  private void dot(StringBuilder text, int index, double value, int colour) {
    text.append(
        String.format(
            Locale.ROOT,
            "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.2\" style=\"fill:var(--c%d)\">"
                + "<title>epoch %d: %s</title></circle>",
            x(index),
            y(scale(value)),
            colour,
            index + 1,
            Page.number(value)));
  }

  private void legend(StringBuilder text) {
    text.append("<ul>");
    int colour = 0;
    for (String name : series.keySet()) {
      text.append("<li><i style=\"background:var(--c")
          .append(colour++ % COLOURS)
          .append(")\"></i>")
          .append(Page.escape(name))
          .append("</li>");
    }
    text.append("</ul>\n");
  }

  private static String point(double x, double y) {
    return String.format(Locale.ROOT, "%.1f %.1f", x, y);
  }

  private static void line(StringBuilder text, double x1, double y1, double x2, double y2) {
    text.append(
        String.format(
            Locale.ROOT,
            "<line class=\"grid\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n",
            x1,
            y1,
            x2,
            y2));
  }

  private static void label(StringBuilder text, double x, double y, String anchor, String words) {
    text.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n",
            x,
            y,
            anchor,
            Page.escape(words)));
  }
}
