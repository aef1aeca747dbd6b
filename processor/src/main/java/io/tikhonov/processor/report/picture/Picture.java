package io.tikhonov.processor.report.picture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A directed graph without cycles: boxes with lines of text, and arrows from producers to users.
 */
public final class Picture {

  /** What a box stands for, which decides how it looks. */
  public enum Look {
    /** A parameter. */
    PARAMETER,
    /** An input, constant or state. */
    INPUT,
    /** A value. */
    VALUE,
    /** A kernel. */
    KERNEL,
    /** A call of a library. */
    LIBRARY,
    /** A term of the objective. */
    TERM,
    /** A kernel that updates a parameter. */
    UPDATE
  }

  /**
   * A box.
   *
   * @param lines the first one is the title
   * @param target where a click leads on the page; empty for nowhere
   */
  public record Box(int id, Look look, List<String> lines, String target) {}

  /** An arrow. */
  public record Arrow(int from, int to) {}

  private final List<Box> boxes = new ArrayList<>();
  private final Set<Arrow> arrows = new LinkedHashSet<>();
  private final Map<Object, Integer> ids = new LinkedHashMap<>();

  /** Adds a box for a key, unless there is one; its id. */
  int box(Object key, Look look, List<String> lines, String target) {
    Integer known = ids.get(key);
    if (known != null) {
      return known;
    }
    int id = boxes.size();
    boxes.add(new Box(id, look, List.copyOf(lines), target));
    ids.put(key, id);
    return id;
  }

  void arrow(int from, int to) {
    if (from != to) {
      arrows.add(new Arrow(from, to));
    }
  }

  public List<Box> boxes() {
    return List.copyOf(boxes);
  }

  public List<Arrow> arrows() {
    return List.copyOf(arrows);
  }
}
