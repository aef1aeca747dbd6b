package io.tikhonov.processor.report.picture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts boxes into layers from top to bottom and orders each layer so that few arrows cross
 * (Sugiyama, Tagawa and Toda, 1981): longest paths, then sweeps by barycentres. Arrows over several
 * layers pass through points of their own.
 */
final class Layers {
  private static final int SWEEPS = 12;

  /** A page of 1,280 pixels has room for this, arrows aside. */
  private static final double WIDEST = 960;

  /** A box, or a point through which an arrow passes. */
  static final class Slot {
    final Picture.Box box;
    final int layer;
    final List<Slot> above = new ArrayList<>();
    final List<Slot> below = new ArrayList<>();
    double width;
    double height;
    double x;
    double y;

    Slot(Picture.Box box, int layer) {
      this.box = box;
      this.layer = layer;
    }
  }

  private final Picture picture;
  private final int[] layerOf;
  private final List<List<Slot>> layers = new ArrayList<>();
  private final Map<Picture.Arrow, List<Slot>> paths = new HashMap<>();

  Layers(Picture picture) {
    this.picture = picture;
    this.layerOf = Ranks.of(picture.boxes().size(), picture.arrows());
    narrow();
    fill();
    order();
  }

  List<List<Slot>> layers() {
    return layers;
  }

  /** The slots that an arrow connects, first and last box included. */
  List<Slot> path(Picture.Arrow arrow) {
    return paths.get(arrow);
  }

  /** Moves what nothing waits for down from layers that are too wide for a page. */
  private void narrow() {
    int[] lowest = new int[layerOf.length];
    Arrays.fill(lowest, Integer.MAX_VALUE);
    for (Picture.Arrow arrow : picture.arrows()) {
      lowest[arrow.from()] = Math.min(lowest[arrow.from()], layerOf[arrow.to()] - 1);
    }
    int last = Arrays.stream(layerOf).max().orElse(0);
    for (int layer = 0; layer <= last; layer++) {
      double width = 0;
      List<Picture.Box> sinks = new ArrayList<>();
      for (Picture.Box box : picture.boxes()) {
        if (layerOf[box.id()] == layer) {
          width += Placement.width(box);
          if (lowest[box.id()] == Integer.MAX_VALUE) {
            sinks.add(box);
          }
        }
      }
      for (int i = sinks.size() - 1; i >= 0 && width > WIDEST; i--) {
        layerOf[sinks.get(i).id()]++;
        last = Math.max(last, layer + 1);
        width -= Placement.width(sinks.get(i));
      }
    }
  }

  private void fill() {
    Map<Integer, Slot> slots = new HashMap<>();
    for (Picture.Box box : picture.boxes()) {
      Slot slot = new Slot(box, layerOf[box.id()]);
      slots.put(box.id(), slot);
      layer(slot.layer).add(slot);
    }
    for (Picture.Arrow arrow : picture.arrows()) {
      List<Slot> path = new ArrayList<>(List.of(slots.get(arrow.from())));
      Slot end = slots.get(arrow.to());
      for (int layer = path.get(0).layer + 1; layer < end.layer; layer++) {
        Slot point = new Slot(null, layer);
        layer(layer).add(point);
        path.add(point);
      }
      path.add(end);
      for (int i = 0; i + 1 < path.size(); i++) {
        path.get(i).below.add(path.get(i + 1));
        path.get(i + 1).above.add(path.get(i));
      }
      paths.put(arrow, path);
    }
  }

  private List<Slot> layer(int index) {
    while (layers.size() <= index) {
      layers.add(new ArrayList<>());
    }
    return layers.get(index);
  }

  private void order() {
    number();
    List<List<Slot>> best = copy();
    long fewest = crossings();
    for (int sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
      boolean down = sweep % 2 == 0;
      for (int i = 0; i < layers.size(); i++) {
        sort(layers.get(down ? i : layers.size() - 1 - i), down);
      }
      long now = crossings();
      if (now < fewest) {
        fewest = now;
        best = copy();
      }
    }
    for (int i = 0; i < layers.size(); i++) {
      layers.set(i, best.get(i));
    }
    number();
  }

  private List<List<Slot>> copy() {
    List<List<Slot>> copy = new ArrayList<>();
    layers.forEach(layer -> copy.add(new ArrayList<>(layer)));
    return copy;
  }

  /** Until places are known, x is the position within the layer. */
  private void number() {
    layers.forEach(Layers::number);
  }

  private static void number(List<Slot> layer) {
    for (int i = 0; i < layer.size(); i++) {
      layer.get(i).x = i;
    }
  }

  private static void sort(List<Slot> layer, boolean byAbove) {
    Map<Slot, Double> centres = new HashMap<>();
    for (Slot slot : layer) {
      List<Slot> neighbours = byAbove ? slot.above : slot.below;
      centres.put(slot, neighbours.stream().mapToDouble(n -> n.x).average().orElse(slot.x));
    }
    layer.sort(Comparator.comparingDouble(centres::get));
    number(layer);
  }

  private long crossings() {
    long count = 0;
    for (List<Slot> layer : layers) {
      List<double[]> lines = new ArrayList<>();
      for (Slot slot : layer) {
        slot.below.forEach(user -> lines.add(new double[] {slot.x, user.x}));
      }
      for (int i = 0; i < lines.size(); i++) {
        for (int j = i + 1; j < lines.size(); j++) {
          double[] a = lines.get(i);
          double[] b = lines.get(j);
          count += (a[0] - b[0]) * (a[1] - b[1]) < 0 ? 1 : 0;
        }
      }
    }
    return count;
  }
}
