package io.tikhonov.runtime;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/** An unmodifiable map of values by name, in order, that boxes only what is asked for. */
final class Terms extends AbstractMap<String, Double> {

  private final List<String> names;
  private final double[] values;

  Terms(List<String> names, double[] values) {
    if (names.size() != values.length) {
      throw new IllegalArgumentException(
          "There are " + names.size() + " names but " + values.length + " values.");
    }
    this.names = names;
    this.values = values;
  }

  @Override
  public Double get(Object name) {
    int index = index(name);
    return index < 0 ? null : values[index];
  }

  @Override
  public boolean containsKey(Object name) {
    return index(name) >= 0;
  }

  private int index(Object name) {
    return names.indexOf(name);
  }

  @Override
  public Set<Map.Entry<String, Double>> entrySet() {
    return new Entries();
  }

  private final class Entries extends AbstractSet<Map.Entry<String, Double>> {

    @Override
    public int size() {
      return values.length;
    }

    @Override
    public Iterator<Map.Entry<String, Double>> iterator() {
      return new Iterator<>() {
        private int next;

        @Override
        public boolean hasNext() {
          return next < values.length;
        }

        @Override
        public Map.Entry<String, Double> next() {
          if (next == values.length) {
            throw new NoSuchElementException();
          }
          Map.Entry<String, Double> entry = Map.entry(names.get(next), values[next]);
          next++;
          return entry;
        }
      };
    }
  }
}
