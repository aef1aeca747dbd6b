package io.tikhonov.runtime.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Columns side by side. */
final class JoinedColumns extends Columns {
  private final List<Columns> parts;

  private JoinedColumns(List<Columns> parts) {
    this.parts = parts;
  }

  static JoinedColumns of(Columns first, Columns second) {
    List<Columns> parts =
        Stream.of(first, second)
            .flatMap(
                it -> it instanceof JoinedColumns joined ? joined.parts.stream() : Stream.of(it))
            .toList();
    for (Columns part : parts) {
      if (part.form() == Form.LABELS) {
        throw new IllegalArgumentException(
            "Labels of "
                + Names.list(part.named())
                + " are integers and cannot stand beside other columns: make an input of them alone,"
                + " or take them by oneHot(...).");
      }
    }
    return new JoinedColumns(parts);
  }

  @Override
  Form form() {
    return Form.MATRIX;
  }

  @Override
  List<String> named() {
    return parts.stream().flatMap(part -> part.named().stream()).toList();
  }

  long countOthers() {
    return parts.stream().filter(OtherColumns.class::isInstance).count();
  }

  @Override
  List<FittedColumn> fit(Table table, Set<String> taken) {
    List<FittedColumn> fitted = new ArrayList<>();
    parts.forEach(part -> fitted.addAll(part.fit(table, taken)));
    return fitted;
  }
}
