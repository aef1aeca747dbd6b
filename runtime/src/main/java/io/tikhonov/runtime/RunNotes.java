package io.tikhonov.runtime;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a trainer keeps of a run in its checkpoints.
 *
 * @param epochs the ended ones
 * @param means of the epoch under way
 * @param monitor what early stopping has seen
 */
record RunNotes(EndedEpochs epochs, Means means, Monitor.State monitor) {

  /** The name of the note in a checkpoint. */
  private static final String NAME = "trainer";

  /** As notes of a checkpoint. */
  Map<String, String> toNotes() {
    String text =
        "{\"epochs\":"
            + epochs.json()
            + ",\"means\":"
            + means.save()
            + ",\"monitor\":"
            + monitor.save()
            + "}";
    return Map.of(NAME, text);
  }

  /**
   * Reads the notes of a checkpoint.
   *
   * @return null if no trainer wrote it
   * @throws IllegalArgumentException if they are not what a trainer writes
   */
  static RunNotes of(Path file, Map<String, String> notes) {
    String text = notes.get(NAME);
    if (text == null) {
      return null;
    }
    try {
      JsonObject state = JsonParser.parseString(text).getAsJsonObject();
      return new RunNotes(
          EndedEpochs.parse(state.getAsJsonArray("epochs")),
          Means.restore(state.getAsJsonObject("means")),
          Monitor.State.restore(state.getAsJsonObject("monitor")));
    } catch (RuntimeException e) {
      // Whatever is missing, or is of another kind, shows as one of many exceptions.
      throw new IllegalArgumentException(
          "The checkpoint \""
              + file
              + "\" cannot be resumed from: its notes on the run are not those of this trainer."
              + " objective.loadCheckpoint(file) reads it without them.",
          e);
    }
  }
}
