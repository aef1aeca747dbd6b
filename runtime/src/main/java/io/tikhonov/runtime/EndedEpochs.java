package io.tikhonov.runtime;

import com.google.gson.JsonArray;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The epochs of a run until now, and their text for checkpoints, which grows with them: a run of
 * thousands of epochs would otherwise write all of them anew for every checkpoint.
 */
final class EndedEpochs {
  private final List<TrainingHistory.Epoch> list = new ArrayList<>();
  private final StringBuilder json = new StringBuilder();

  void add(TrainingHistory.Epoch epoch) {
    list.add(epoch);
    json.append(json.length() == 0 ? "" : ",").append(HistoryFiles.object(epoch));
  }

  List<TrainingHistory.Epoch> list() {
    return Collections.unmodifiableList(list);
  }

  /** As a JSON array. */
  String json() {
    return "[" + json + "]";
  }

  /** Reads what {@link #json} made; throws if it is something else. */
  static EndedEpochs parse(JsonArray array) {
    EndedEpochs epochs = new EndedEpochs();
    HistoryFiles.parse(array).forEach(epochs::add);
    return epochs;
  }
}
