package io.tikhonov.processor.report.picture;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The layer of each box: the longest path to it. */
final class Ranks {
  private final List<List<Integer>> users = new ArrayList<>();
  private final int[] sources;
  private final int[] ranks;

  private Ranks(int boxes, Collection<Picture.Arrow> arrows) {
    this.sources = new int[boxes];
    this.ranks = new int[boxes];
    for (int i = 0; i < boxes; i++) {
      users.add(new ArrayList<>());
    }
    for (Picture.Arrow arrow : arrows) {
      users.get(arrow.from()).add(arrow.to());
      sources[arrow.to()]++;
    }
  }

  static int[] of(int boxes, Collection<Picture.Arrow> arrows) {
    Ranks ranks = new Ranks(boxes, arrows);
    ranks.descend();
    ranks.approach();
    return ranks.ranks;
  }

  private void descend() {
    int[] open = sources.clone();
    List<Integer> ready = new ArrayList<>();
    for (int i = 0; i < open.length; i++) {
      if (open[i] == 0) {
        ready.add(i);
      }
    }
    for (int at = 0; at < ready.size(); at++) {
      int box = ready.get(at);
      for (int user : users.get(box)) {
        ranks[user] = Math.max(ranks[user], ranks[box] + 1);
        if (--open[user] == 0) {
          ready.add(user);
        }
      }
    }
  }

  /** What nothing leads to stands right above its first user, with what hangs on it alone. */
  private void approach() {
    for (int i = 0; i < ranks.length; i++) {
      if (sources[i] > 0) {
        continue;
      }
      int first = Integer.MAX_VALUE;
      for (int user : users.get(i)) {
        if (!hangsOnOne(user)) {
          first = Math.min(first, ranks[user]);
        }
      }
      if (first < Integer.MAX_VALUE) {
        ranks[i] = first - 1;
        for (int user : users.get(i)) {
          ranks[user] = hangsOnOne(user) ? first : ranks[user];
        }
      }
    }
  }

  private boolean hangsOnOne(int box) {
    return sources[box] == 1 && users.get(box).isEmpty();
  }
}
