package io.tikhonov.runtime;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an objective took from a file that need not fit it; see {@link Objective#loadMatching} and
 * {@link Objective#loadCheckpointMatching}.
 *
 * @param taken names of the tensors that have the file's values now
 * @param kept names of the objective's tensors that kept their values, and why
 * @param unused names of the file's tensors that the objective does not have
 * @param differences lines in which the declarations differ, if the file knows its own
 * @param notes that were saved with a checkpoint
 */
public record PartialLoad(
    List<String> taken,
    Map<String, String> kept,
    Set<String> unused,
    List<String> differences,
    Map<String, String> notes) {

  /** Copies the collections. */
  public PartialLoad {
    taken = List.copyOf(taken);
    kept = Collections.unmodifiableMap(new LinkedHashMap<>(kept));
    unused = Collections.unmodifiableSet(new LinkedHashSet<>(unused));
    differences = List.copyOf(differences);
    notes = Collections.unmodifiableMap(new LinkedHashMap<>(notes));
  }

  /** True if everything fitted: nothing was kept and nothing is unused. */
  public boolean isComplete() {
    return kept.isEmpty() && unused.isEmpty();
  }

  /** The report in words, a line for each kind of fact. */
  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    lines.add("taken: " + String.join(", ", taken));
    kept.forEach((name, reason) -> lines.add("kept as it was: " + name + " (" + reason + ")"));
    if (!unused.isEmpty()) {
      lines.add("only in the file: " + String.join(", ", unused));
    }
    lines.addAll(differences);
    return String.join("\n", lines);
  }
}
