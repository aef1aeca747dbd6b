package io.tikhonov.processor.report.picture;

import io.tikhonov.processor.emit.PassDescription;
import io.tikhonov.processor.report.picture.Picture.Look;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** What a step runs: its passes, and the memory between them. */
public final class StepPicture {

  private StepPicture() {}

  /**
   * The picture after fusion.
   *
   * @param isParameter by the name of a declared array
   * @param target the place of a pass on the page, by its position
   */
  public static Picture of(
      List<PassDescription> passes,
      Predicate<String> isParameter,
      Function<Integer, String> target) {
    Picture picture = new Picture();
    Map<String, Integer> writers = new HashMap<>();
    for (int i = 0; i < passes.size(); i++) {
      PassDescription pass = passes.get(i);
      List<Integer> sources = new ArrayList<>();
      for (PassDescription.Array array : pass.reads()) {
        Integer writer = writers.get(array.name());
        if (writer != null) {
          sources.add(writer);
        } else if (!isSlot(array)) {
          Look look = isParameter.test(array.name()) ? Look.PARAMETER : Look.INPUT;
          List<String> lines = List.of(array.name() + " " + array.shape());
          sources.add(picture.box("array " + array.name(), look, lines, ""));
        }
      }
      int box = picture.box("pass " + i, look(pass, isParameter), lines(i, pass), target.apply(i));
      sources.forEach(source -> picture.arrow(source, box));
      pass.writes().forEach(array -> writers.put(array.name(), box));
    }
    return picture;
  }

  /** Memory of the optimizer belongs to the update. */
  private static boolean isSlot(PassDescription.Array array) {
    return array.declared() && array.name().indexOf('/') >= 0;
  }

  private static Look look(PassDescription pass, Predicate<String> isParameter) {
    boolean updates = pass.writes().stream().anyMatch(array -> isParameter.test(array.name()));
    if (pass.kind() != PassDescription.Kind.KERNEL) {
      return Look.LIBRARY;
    }
    return updates ? Look.UPDATE : Look.KERNEL;
  }

  private static List<String> lines(int index, PassDescription pass) {
    List<String> lines = new ArrayList<>();
    boolean kernel = pass.kind() == PassDescription.Kind.KERNEL;
    lines.add((index + 1) + ". " + (kernel ? pass.name() : pass.formula()));
    if (kernel) {
      for (PassDescription.Array array : pass.writes()) {
        if (!isSlot(array)) {
          lines.add("→ " + array.name() + " " + array.shape());
        }
      }
      pass.totals().forEach(total -> lines.add("→ Σ " + total));
    } else {
      pass.writes().forEach(array -> lines.add(array.shape().toString()));
    }
    return lines;
  }
}
