package io.tikhonov.processor.report.picture;

import java.util.ArrayList;
import java.util.List;

/** Gives every box of a layered graph its place: near its neighbours, without overlaps. */
final class Placement {
  static final double CHARACTER = 7.25;
  static final double LINE = 16;
  static final double PADDING = 9;

  private static final double GAP = 14;
  private static final double POINT = 10;
  private static final double BETWEEN = 40;
  private static final int ROUNDS = 60;
  private static final double STRAIGHT = 6;
  private static final double TO_MIDDLE = 0.06;

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
        attract(layers.get(down ? i : layers.size() - 1 - i));
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
          slot.width = width(slot.box);
          slot.height = slot.box.lines().size() * LINE + PADDING;
        } else {
          slot.width = POINT;
        }
        tallest = Math.max(tallest, slot.height);
      }
      for (Layers.Slot slot : layer) {
        slot.y = y + tallest / 2;
        // Arrows pass a layer vertically, so that they stay clear of its boxes.
        slot.height = slot.box == null ? tallest : slot.height;
      }
      y += tallest + BETWEEN;
    }
    height = y - BETWEEN + POINT;
  }

  static double width(Picture.Box box) {
    int longest = box.lines().stream().mapToInt(Placement::length).max().orElse(0);
    return longest * CHARACTER + 2 * PADDING;
  }

  /** Letters and marks above them take one place together. */
  static int length(String text) {
    return (int)
        text.codePoints().filter(c -> Character.getType(c) != Character.NON_SPACING_MARK).count();
  }

  /** Each layer around the middle line. */
  private void spread() {
    for (List<Layers.Slot> layer : layers) {
      double x = 0;
      for (Layers.Slot slot : layer) {
        slot.x = x + slot.width / 2;
        x += slot.width + GAP;
      }
      double middle = (x - GAP) / 2;
      layer.forEach(slot -> slot.x -= middle);
    }
  }

  /**
   * Moves the slots of a layer as near to their neighbours as their order and widths allow: least
   * squares under a lower bound on each distance, which is isotonic regression once the bounds are
   * taken off, and is solved by pooling adjacent violators.
   */
  private static void attract(List<Layers.Slot> layer) {
    double[] offset = new double[layer.size()];
    for (int i = 1; i < offset.length; i++) {
      Layers.Slot left = layer.get(i - 1);
      Layers.Slot right = layer.get(i);
      offset[i] = offset[i - 1] + (left.width + right.width) / 2 + GAP;
    }
    List<double[]> pools = new ArrayList<>();
    for (int i = 0; i < offset.length; i++) {
      pools.add(new double[] {wish(layer.get(i)) - offset[i], 1});
      while (pools.size() > 1 && pools.get(pools.size() - 2)[0] > pools.get(pools.size() - 1)[0]) {
        double[] last = pools.remove(pools.size() - 1);
        double[] previous = pools.get(pools.size() - 1);
        double count = previous[1] + last[1];
        previous[0] = (previous[0] * previous[1] + last[0] * last[1]) / count;
        previous[1] = count;
      }
    }
    int i = 0;
    for (double[] pool : pools) {
      for (int j = 0; j < pool[1]; j++, i++) {
        layer.get(i).x = pool[0] + offset[i];
      }
    }
  }

  /**
   * The mean of the neighbours, drawn a little to the middle line. Long arrows are straight where
   * they can be, so their points hold together more tightly.
   */
  private static double wish(Layers.Slot slot) {
    double sum = 0;
    double total = TO_MIDDLE;
    for (List<Layers.Slot> side : List.of(slot.above, slot.below)) {
      for (Layers.Slot neighbour : side) {
        boolean straight = slot.box == null && neighbour.box == null;
        double weight = straight ? STRAIGHT : 1.0 / side.size();
        sum += weight * neighbour.x;
        total += weight;
      }
    }
    return sum / total;
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
