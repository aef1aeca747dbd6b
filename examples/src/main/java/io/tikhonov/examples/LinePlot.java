package io.tikhonov.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Curves as an SVG picture, which browsers show and which needs no fonts on this machine. */
final class LinePlot {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 400;
  private static final int LEFT = 64;
  private static final int RIGHT = 110;
  private static final int TOP = 40;
  private static final int BOTTOM = 52;
  private static final int TICKS = 5;
  private static final List<String> COLOURS = List.of("#1b6ca8", "#d1495b", "#3d8b5f", "#8a5fb0");

  private record Point(double x, double y) {}

  private record Curve(String name, List<Point> points) {
    static Curve of(String name, double[] x, double[] y) {
      return new Curve(
          name, IntStream.range(0, x.length).mapToObj(i -> new Point(x[i], y[i])).toList());
    }
  }

  private final String title;
  private final String horizontal;
  private final String vertical;
  private final List<Curve> lines = new ArrayList<>();
  private final List<Curve> dots = new ArrayList<>();
  private final StringBuilder svg = new StringBuilder();

  /** A plot whose axes are named. */
  LinePlot(String title, String horizontal, String vertical) {
    this.title = title;
    this.horizontal = horizontal;
    this.vertical = vertical;
  }

  /** Numbers at equal distances, the ends included. */
  static double[] spread(double from, double to, int count) {
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = from + (to - from) * i / (count - 1);
    }
    return numbers;
  }

  /** Adds a line with a name in the legend. */
  void line(String name, double[] x, double[] y) {
    lines.add(Curve.of(name, x, y));
  }

  /** Adds dots in the colour of the line before. */
  void dots(double[] x, double[] y) {
    dots.add(Curve.of("", x, y));
  }

  void write(Path file) throws IOException {
    Range x = range(Point::x);
    Range y = range(Point::y);
    add("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' role='img'", WIDTH, HEIGHT);
    add(" font-family='sans-serif' font-size='13' fill='#222'><title>%s</title>", title);
    add("<rect width='%d' height='%d' fill='white'/>", WIDTH, HEIGHT);
    add("<text x='%d' y='24' font-size='15'>%s</text>", LEFT, title);
    axes(x, y);
    for (int i = 0; i < lines.size(); i++) {
      String colour = COLOURS.get(i % COLOURS.size());
      line(lines.get(i), colour, x, y);
      legend(lines.get(i).name(), colour, i);
      if (i < dots.size()) {
        dots(dots.get(i), colour, x, y);
      }
    }
    add("</svg>");
    Files.writeString(file, svg);
  }

  private Range range(ToDoubleFunction<Point> axis) {
    DoubleSummaryStatistics all =
        lines.stream()
            .flatMap(line -> line.points().stream())
            .mapToDouble(axis)
            .summaryStatistics();
    return new Range(all.getMin(), all.getMax());
  }

  private void axes(Range x, Range y) {
    for (double share : spread(0, 1, TICKS)) {
      double across = LEFT + share * (WIDTH - LEFT - RIGHT);
      double down = HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM);
      add("<path stroke='#ddd' d='M%.1f %dV%d'/>", across, TOP, HEIGHT - BOTTOM);
      add("<path stroke='#ddd' d='M%d %.1fH%d'/>", LEFT, down, WIDTH - RIGHT);
      add("<text text-anchor='middle' x='%.1f' y='%d'>", across, HEIGHT - BOTTOM + 18);
      add("%.2f</text><text text-anchor='end' x='%d' y='%.1f'>", x.at(share), LEFT - 8, down + 4);
      add("%.2f</text>", y.at(share));
    }
    double middle = (LEFT + WIDTH - RIGHT) / 2.0;
    add("<text text-anchor='middle' x='%.1f' y='%d'>%s</text>", middle, HEIGHT - 12, horizontal);
    double centre = (TOP + HEIGHT - BOTTOM) / 2.0;
    add("<text text-anchor='middle' transform='translate(16 %.1f) rotate(-90)'>", centre);
    add("%s</text>", vertical);
  }

  private void line(Curve curve, String colour, Range x, Range y) {
    add("<polyline fill='none' stroke-width='2' stroke='%s' points='", colour);
    for (Point point : curve.points()) {
      add("%.1f,%.1f ", across(x, point.x()), down(y, point.y()));
    }
    add("'/>");
  }

  private void dots(Curve curve, String colour, Range x, Range y) {
    for (Point point : curve.points()) {
      add("<circle r='3' fill='white' stroke='%s'", colour);
      add(" cx='%.1f' cy='%.1f'/>", across(x, point.x()), down(y, point.y()));
    }
  }

  private void legend(String name, String colour, int row) {
    int left = WIDTH - RIGHT + 12;
    int down = TOP + 12 + 22 * row;
    add("<path stroke-width='2' stroke='%s' d='M%d %dh20'/>", colour, left, down);
    add("<text x='%d' y='%d'>%s</text>", left + 26, down + 4, name);
  }

  private static double across(Range range, double value) {
    return LEFT + range.share(value) * (WIDTH - LEFT - RIGHT);
  }

  private static double down(Range range, double value) {
    return HEIGHT - BOTTOM - range.share(value) * (HEIGHT - TOP - BOTTOM);
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values));
  }

  /** From the smallest to the largest number. */
  private record Range(double low, double high) {
    double at(double share) {
      return low + share * (high - low);
    }

    double share(double value) {
      return (value - low) / (high - low);
    }
  }
}
