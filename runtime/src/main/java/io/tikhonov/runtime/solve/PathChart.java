package io.tikhonov.runtime.solve;

import io.tikhonov.runtime.page.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Curves over the factors of a path, the largest one on the left, on a logarithmic axis. */
final class PathChart {

  private static final int WIDTH = 480;
  private static final int HEIGHT = 260;
  private static final int LEFT = 56;
  private static final int RIGHT = 12;
  private static final int TOP = 22;
  private static final int BOTTOM = 30;
  private static final int TICKS = 5;
  private static final double CAP = 2.5;

  private static final class Curve {
    private final String name;
    private final double[] values;
    private final double[] errors;
    private final int colour;

    Curve(String name, double[] values, double[] errors, int colour) {
      this.name = name;
      this.values = values;
      this.errors = errors;
      this.colour = colour;
    }

    String name() {
      return name;
    }

    double[] values() {
      return values;
    }

    double[] errors() {
      return errors;
    }

    int colour() {
      return colour;
    }
  }

  private record Mark(int index, String name, boolean isLeft) {}

  private final String heading;
  private final double[] position;
  private final double[] factors;
  private final boolean logarithmic;
  private final List<Curve> curves = new ArrayList<>();
  private final List<Mark> marks = new ArrayList<>();
  private String note = "";
  private double low = Double.POSITIVE_INFINITY;
  private double high = Double.NEGATIVE_INFINITY;

  PathChart(String heading, double[] factors) {
    this.heading = heading;
    this.factors = factors;
    int last = factors.length - 1;
    logarithmic = factors[last] > 0 && factors[0] > factors[last];
    position = new double[factors.length];
    for (int i = 0; i <= last; i++) {
      // A factor of 0 has no logarithm: then solutions are set at equal distances.
      position[i] =
          logarithmic
              ? Math.log(factors[0] / factors[i]) / Math.log(factors[0] / factors[last])
              : last == 0 ? 0.5 : (double) i / last;
    }
  }

  /** Adds a curve; colour −1 is a thin grey one that is not in the legend. */
  void curve(String name, double[] values, int colour) {
    curves.add(new Curve(name, values, new double[0], colour));
    for (double value : values) {
      include(value);
    }
  }

  void withErrors(String name, double[] values, double[] errors) {
    curves.add(new Curve(name, values, errors, 0));
    for (int i = 0; i < values.length; i++) {
      include(values[i] - errors[i]);
      include(values[i] + errors[i]);
    }
  }

  private void include(double value) {
    if (Double.isFinite(value)) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }

  /** Draws a vertical line; its name goes to the left or the right of it. */
  void mark(int index, String name, boolean isLeft) {
    marks.add(new Mark(index, name, isLeft));
  }

  void note(String text) {
    note = text;
  }

  private double x(int index) {
    return LEFT + position[index] * (WIDTH - LEFT - RIGHT);
  }

  private double y(double value) {
    return TOP + (high - value) / (high - low) * (HEIGHT - TOP - BOTTOM);
  }

  String section() {
    if (!(low <= high)) {
      low = 0;
      high = 1;
    }
    double margin = high > low ? 0.04 * (high - low) : Math.max(0.05 * Math.abs(low), 1e-3);
    low -= margin;
    high += margin;
    StringBuilder text = new StringBuilder();
    text.append("<section>\n<h2>").append(Page.escape(heading)).append("</h2>\n");
    text.append(
        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n"
            .formatted(WIDTH, HEIGHT, Page.escape(heading + " over the factor")));
    axes(text);
    marks.forEach(mark -> draw(text, mark));
    curves.forEach(curve -> draw(text, curve));
    text.append("</svg>\n");
    legend(text);
    if (!note.isEmpty()) {
      text.append("<p>").append(Page.escape(note)).append("</p>\n");
    }
    return text.append("</section>\n").toString();
  }

  private void axes(StringBuilder text) {
    double raw = (high - low) / TICKS;
    double unit = Math.pow(10, Math.floor(Math.log10(raw)));
    double step = unit * (raw / unit > 5 ? 10 : raw / unit > 2 ? 5 : raw / unit > 1 ? 2 : 1);
    for (double tick = Math.ceil(low / step) * step; tick <= high; tick += step) {
      double value = Math.abs(tick) < step / 1e6 ? 0 : tick;
      line(text, "grid", LEFT, y(value), WIDTH - RIGHT, y(value));
      label(text, LEFT - 6, y(value) + 4, "end", Page.number(value));
    }
    if (logarithmic) {
      powers(text);
    } else {
      label(text, x(0), HEIGHT - 10, "middle", Page.number(factors[0]));
      int last = factors.length - 1;
      if (last > 0) {
        label(text, x(last), HEIGHT - 10, "end", Page.number(factors[last]));
      }
    }
    label(text, WIDTH - RIGHT, TOP - 10, "end", "factor" + (logarithmic ? ", logarithmic" : ""));
  }

  private void powers(StringBuilder text) {
    double most = Math.log10(factors[0]);
    double least = Math.log10(factors[factors.length - 1]);
    int step = Math.max(1, (int) Math.ceil((most - least) / TICKS));
    boolean any = false;
    for (int power = (int) Math.floor(most); power >= least; power -= step) {
      double at = LEFT + (most - power) / (most - least) * (WIDTH - LEFT - RIGHT);
      line(text, "grid", at, HEIGHT - BOTTOM, at, HEIGHT - BOTTOM + 4);
      label(text, at, HEIGHT - 10, "middle", Page.number(Math.pow(10, power)));
      any = true;
    }
    if (!any) {
      label(text, x(0), HEIGHT - 10, "start", Page.number(factors[0]));
      int last = factors.length - 1;
      label(text, x(last), HEIGHT - 10, "end", Page.number(factors[last]));
    }
  }

  private void draw(StringBuilder text, Mark mark) {
    double at = x(mark.index());
    text.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" style=\"stroke:var(--soft);"
                + "stroke-dasharray:%s\"><title>%s: factor %s</title></line>\n",
            at,
            TOP,
            at,
            HEIGHT - BOTTOM,
            mark.isLeft() ? "2 3" : "6 3",
            mark.name(),
            Page.number(factors[mark.index()])));
    boolean left = mark.isLeft() ? at > LEFT + 40 : at > WIDTH - RIGHT - 40;
    label(text, left ? at - 4 : at + 4, TOP + 8, left ? "end" : "start", mark.name());
  }

  private void draw(StringBuilder text, Curve curve) {
    StringBuilder path = new StringBuilder();
    boolean pen = false;
    for (int i = 0; i < curve.values().length; i++) {
      boolean finite = Double.isFinite(curve.values()[i]);
      if (finite) {
        path.append(
            String.format(
                Locale.ROOT, "%s%.1f %.1f", pen ? " L" : " M", x(i), y(curve.values()[i])));
      }
      pen = finite;
    }
    String style =
        curve.colour() < 0
            ? "stroke:var(--c7);stroke-width:.6;opacity:.5"
            : "stroke:var(--c" + curve.colour() + ")";
    text.append("<g><title>")
        .append(Page.escape(curve.name()))
        .append("</title><path class=\"curve\" style=\"")
        .append(style)
        .append("\" d=\"")
        .append(path.toString().strip())
        .append("\"/>");
    for (int i = 0; i < curve.errors().length; i++) {
      errorBar(text, i, curve.values()[i], curve.errors()[i]);
    }
    text.append("</g>\n");
  }

  private void errorBar(StringBuilder text, int index, double value, double error) {
    if (!Double.isFinite(value) || !Double.isFinite(error)) {
      return;
    }
    double at = x(index);
    double top = y(value + error);
    double bottom = y(value - error);
    text.append(
        String.format(
            Locale.ROOT,
            "<path style=\"stroke:var(--c7);fill:none;stroke-width:.8\" d=\"M%.1f %.1f H%.1f M%.1f"
                + " %.1f V%.1f M%.1f %.1f H%.1f\"><title>factor %s: %s ± %s</title></path>",
            at - CAP,
            top,
            at + CAP,
            at,
            top,
            bottom,
            at - CAP,
            bottom,
            at + CAP,
            Page.number(factors[index]),
            Page.number(value),
            Page.number(error)));
  }

  private void legend(StringBuilder text) {
    List<Curve> named = new ArrayList<>();
    for (int i = curves.size() - 1; i >= 0; i--) {
      if (curves.get(i).colour() >= 0) {
        named.add(curves.get(i));
      }
    }
    if (named.size() < 2) {
      return;
    }
    text.append("<ul>");
    for (Curve curve : named) {
      text.append("<li><i style=\"background:var(--c")
          .append(curve.colour())
          .append(")\"></i>")
          .append(Page.escape(curve.name()))
          .append("</li>");
    }
    text.append("</ul>\n");
  }

  private static void line(
      StringBuilder text, String kind, double x1, double y1, double x2, double y2) {
    text.append(
        String.format(
            Locale.ROOT,
            "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n",
            kind,
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
