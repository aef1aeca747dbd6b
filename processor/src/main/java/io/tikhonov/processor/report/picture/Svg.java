package io.tikhonov.processor.report.picture;

import java.util.List;
import java.util.Locale;

/** Draws a picture as SVG; the page's style sheet gives it colours. */
public final class Svg {
  private static final double CORNER = 5;

  private Svg() {}

  /**
   * The picture as an element of a page.
   *
   * @param title what it shows, for readers that show no pictures
   */
  public static String of(Picture picture, String title) {
    Layers layers = new Layers(picture);
    Placement placement = new Placement(layers.layers());
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"%s\" height=\"%s\" viewBox=\"0 0 %s %s\">\n"
            .formatted(
                number(placement.width()),
                number(placement.height()),
                number(placement.width()),
                number(placement.height())));
    svg.append("<title>").append(escape(title)).append("</title>\n");
    for (Picture.Arrow arrow : picture.arrows()) {
      svg.append(arrow(layers.path(arrow)));
    }
    for (List<Layers.Slot> layer : layers.layers()) {
      layer.stream().filter(slot -> slot.box != null).forEach(slot -> svg.append(box(slot)));
    }
    return svg.append("</svg>\n").toString();
  }

  /** A curve through the points; it leaves and arrives vertically. */
  private static String arrow(List<Layers.Slot> path) {
    Layers.Slot first = path.get(0);
    StringBuilder line = new StringBuilder();
    double x = first.x;
    double y = first.y + first.height / 2;
    line.append("M").append(number(x)).append(' ').append(number(y));
    for (int i = 1; i < path.size(); i++) {
      Layers.Slot next = path.get(i);
      boolean last = i == path.size() - 1;
      double top = next.y - next.height / 2 - (last ? 5 : 0);
      double middle = (y + top) / 2;
      line.append(
          "C%s %s %s %s %s %s"
              .formatted(
                  number(x),
                  number(middle),
                  number(next.x),
                  number(middle),
                  number(next.x),
                  number(top)));
      x = next.x;
      y = next.y + next.height / 2;
      if (!last) {
        line.append("V").append(number(y));
      }
    }
    Layers.Slot end = path.get(path.size() - 1);
    double tip = end.y - end.height / 2;
    return "<path class=\"arrow\" d=\"%s\"/><path class=\"tip\" d=\"M%s %sl-3.2 -6h6.4z\"/>\n"
        .formatted(line, number(end.x), number(tip));
  }

  private static String box(Layers.Slot slot) {
    Picture.Box box = slot.box;
    double left = slot.x - slot.width / 2;
    double top = slot.y - slot.height / 2;
    boolean round = box.look() == Picture.Look.INPUT || box.look() == Picture.Look.PARAMETER;
    StringBuilder text = new StringBuilder();
    text.append(
        "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"%s\"/>"
            .formatted(
                number(left),
                number(top),
                number(slot.width),
                number(slot.height),
                number(round ? Math.min(slot.height / 2, 12) : CORNER)));
    for (int i = 0; i < box.lines().size(); i++) {
      text.append(
          "<text%s x=\"%s\" y=\"%s\">%s</text>"
              .formatted(
                  i == 0 ? "" : " class=\"more\"",
                  number(slot.x),
                  number(top + Placement.PADDING / 2 + Placement.LINE * i + 12),
                  escape(box.lines().get(i))));
    }
    String group =
        "<g class=\"box " + box.look().name().toLowerCase(Locale.ROOT) + "\">" + text + "</g>";
    return (box.target().isEmpty()
            ? group
            : "<a href=\"#" + escape(box.target()) + "\">" + group + "</a>")
        + "\n";
  }

  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
