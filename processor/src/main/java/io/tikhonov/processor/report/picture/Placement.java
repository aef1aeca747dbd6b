package io.tikhonov.processor.report.picture;

import java.util.List;

/** Gives every box of a layered graph its place: near its neighbours, without overlaps. */
final class Placement {
  static final double CHARACTER = 7.25;
  static final double LINE = 16;
  static final double PADDING = 9;

  private static final double GAP = 22;
  private static final double POINT = 10;
  private static final double BETWEEN = 34;
  private static final int ROUNDS = 24;

  private final List<List<Layers.Slot>> layers;
  private double width;
  private double height;

  Placement(List<List<Layers.Slot>> layers) {
    this.layers = layers;
    measure();
    spread();
    for (int round = 0; round < ROUNDS; round++) {
      boolean down = round % 2 == 0;
      for (int i = 0; i < layers.size(); i++) {
        attract(layers.get(down ? i : layers.size() - 1 - i), down);
      }
    }
    shift();
  }

  double width() {
    return width;
  }

  double height() {
    return height;
  }

  private void measure() {
    double y = POINT;
    for (List<Layers.Slot> layer : layers) {
      double tallest = 0;
      for (Layers.Slot slot : layer) {
        if (slot.box != null) {
          int longest = slot.box.lines().stream().mapToInt(Placement::length).max().orElse(0);
          slot.width = longest * CHARACTER + 2 * PADDING;
          slot.height = slot.box.lines().size() * LINE + PADDING;
        } else {
          slot.width = POINT;
        }
        tallest = Math.max(tallest, slot.height);
      }
      for (Layers.Slot slot : layer) {
        slot.y = y + tallest / 2;
      }
      y += tallest + BETWEEN;
    }
    height = y - BETWEEN + POINT;
  }

  /** Letters and marks above them take one place together. */
  static int length(String text) {
    return (int)
        text.codePoints().filter(c -> Character.getType(c) != Character.NON_SPACING_MARK).count();
  }

  private void spread() {
    for (List<Layers.Slot> layer : layers) {
      double x = 0;
      for (Layers.Slot slot : layer) {
        slot.x = x + slot.width / 2;
        x += slot.width + GAP;
      }
    }
  }

  /** Moves each slot to the middle of its neighbours as far as its layer allows. */
  private static void attract(List<Layers.Slot> layer, boolean byAbove) {
    int count = layer.size();
    double[] left = new double[count];
    double[] right = new double[count];
    for (int i = 0; i < count; i++) {
      left[i] = wish(layer.get(i), byAbove);
      right[i] = left[i];
    }
    for (int i = 1; i < count; i++) {
      left[i] = Math.max(left[i], left[i - 1] + distance(layer, i));
    }
    for (int i = count - 2; i >= 0; i--) {
      right[i] = Math.min(right[i], right[i + 1] - distance(layer, i + 1));
    }
    for (int i = 0; i < count; i++) {
      layer.get(i).x = (left[i] + right[i]) / 2;
    }
    for (int i = 1; i < count; i++) {
      double least = layer.get(i - 1).x + distance(layer, i);
      layer.get(i).x = Math.max(layer.get(i).x, least);
    }
  }

  private static double distance(List<Layers.Slot> layer, int i) {
    return (layer.get(i - 1).width + layer.get(i).width) / 2 + GAP;
  }

  private static double wish(Layers.Slot slot, boolean byAbove) {
    List<Layers.Slot> first = byAbove ? slot.above : slot.below;
    List<Layers.Slot> neighbours = first.isEmpty() ? (byAbove ? slot.below : slot.above) : first;
    return neighbours.stream().mapToDouble(n -> n.x).average().orElse(slot.x);
  }

  private void shift() {
    double least = Double.MAX_VALUE;
    double most = 0;
    for (List<Layers.Slot> layer : layers) {
      for (Layers.Slot slot : layer) {
        least = Math.min(least, slot.x - slot.width / 2);
      }
    }
    for (List<Layers.Slot> layer : layers) {
      for (Layers.Slot slot : layer) {
        slot.x += POINT - least;
        most = Math.max(most, slot.x + slot.width / 2);
      }
    }
    width = most + POINT;
  }
}
