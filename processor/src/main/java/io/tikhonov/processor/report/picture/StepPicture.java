package io.tikhonov.processor.report.picture;

import io.tikhonov.processor.emit.PassDescription;
import io.tikhonov.processor.report.picture.Picture.Arrow;
import io.tikhonov.processor.report.picture.Picture.Look;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/**
 * What a step runs: its passes, and the memory between them. Parameters and inputs have a box where
 * they are used first. Later uses, and values from far above, are told in words, because arrows
 * across the whole picture would hide the rest.
 */
public final class StepPicture {
  /** Arrows over more layers are told in words. */
  private static final int LONGEST_ARROW = 3;

  private static final int LONGEST_LINE = 28;

  private final List<PassDescription> passes;
  private final Predicate<String> isParameter;
  private final Map<String, Integer> writers = new HashMap<>();
  private final int[] ranks;

  private StepPicture(List<PassDescription> passes, Predicate<String> isParameter) {
    this.passes = passes;
    this.isParameter = isParameter;
    Set<Arrow> all = new LinkedHashSet<>();
    for (int i = 0; i < passes.size(); i++) {
      for (PassDescription.Array array : passes.get(i).reads()) {
        Integer writer = writers.get(array.name());
        if (writer != null) {
          all.add(new Arrow(writer, i));
        }
      }
      for (PassDescription.Array array : passes.get(i).writes()) {
        writers.put(array.name(), i);
      }
    }
    this.ranks = Ranks.of(passes.size(), all);
    writers.clear();
  }

  /**
   * The picture after fusion.
   *
   * @param isParameter by the name of a declared array
   * @param target the place of a pass on the page, by its position
   */
  public static Picture of(
      List<PassDescription> passes, Predicate<String> isParameter, IntFunction<String> target) {
    return new StepPicture(passes, isParameter).draw(target);
  }

  private Picture draw(IntFunction<String> target) {
    Picture picture = new Picture();
    Set<String> known = new LinkedHashSet<>();
    Map<Integer, Integer> boxes = new HashMap<>();
    for (int i = 0; i < passes.size(); i++) {
      PassDescription pass = passes.get(i);
      boolean updates = isUpdate(pass);
      List<Integer> sources = new ArrayList<>();
      List<String> told = new ArrayList<>();
      for (PassDescription.Array array : pass.reads()) {
        Integer writer = writers.get(array.name());
        if (writer != null && ranks[i] - ranks[writer] <= LONGEST_ARROW) {
          sources.add(boxes.get(writer));
        } else if (writer == null && !array.declared()) {
          told.add(array.name());
        } else if (writer == null && !isSlot(array) && !updates && known.add(array.name())) {
          Look look = isParameter.test(array.name()) ? Look.PARAMETER : Look.INPUT;
          String label = Labels.tensor(array.name(), array.shape());
          sources.add(picture.box("array " + array.name(), look, List.of(label), ""));
        } else if (!updates) {
          told.add(array.name());
        }
      }
      int box = picture.box(i, look(pass), lines(i, pass, told), target.apply(i));
      boxes.put(i, box);
      sources.forEach(source -> picture.arrow(source, box));
      for (PassDescription.Array array : pass.writes()) {
        writers.put(array.name(), i);
      }
    }
    return picture;
  }

  /** Memory of the optimizer belongs to the update. */
  private static boolean isSlot(PassDescription.Array array) {
    return array.declared() && array.name().indexOf('/') >= 0;
  }

  private boolean isUpdate(PassDescription pass) {
    return pass.writes().stream().anyMatch(array -> isParameter.test(array.name()));
  }

  private Look look(PassDescription pass) {
    if (pass.kind() != PassDescription.Kind.KERNEL) {
      return Look.LIBRARY;
    }
    return isUpdate(pass) ? Look.UPDATE : Look.KERNEL;
  }

  /** The arrays without an arrow, in lines of a readable length. */
  private static List<String> told(List<String> names) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder("reads ");
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i) + (i + 1 < names.size() ? ", " : "");
      if (i > 0 && line.length() + name.length() > LONGEST_LINE) {
        lines.add(line.toString().strip());
        line.setLength(0);
      }
      line.append(name);
    }
    if (!names.isEmpty()) {
      lines.add(line.toString().strip());
    }
    return lines;
  }

  private static List<String> lines(int index, PassDescription pass, List<String> told) {
    List<String> lines = new ArrayList<>();
    boolean kernel = pass.kind() == PassDescription.Kind.KERNEL;
    String title = (index + 1) + ". " + (kernel ? pass.name() : pass.formula());
    int equals = title.indexOf(" = ");
    if (!kernel && title.length() > LONGEST_LINE && equals > 0) {
      lines.add(title.substring(0, equals));
      lines.add(title.substring(equals + 1));
    } else {
      lines.add(title);
    }
    if (!kernel) {
      pass.writes().forEach(array -> lines.add(Labels.shape(array.shape())));
      return lines;
    }
    lines.addAll(told(told));
    for (PassDescription.Array array : pass.writes()) {
      if (!isSlot(array)) {
        lines.add("→ " + Labels.tensor(array.name(), array.shape()));
      }
    }
    pass.totals().forEach(total -> lines.add("→ Σ " + total));
    return lines;
  }
}
