package io.tikhonov.examples.builds;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lombok and MapStruct on the same processor path: the order does not matter, and what is generated
 * is the same. That the result trains is tested in the Maven project, which has these sources.
 */
final class OtherProcessorsTest {
  private static final Path SOURCES = Path.of("maven/src/main/java");

  @Test
  void inAnyOrder(@TempDir Path folder) throws Exception {
    List<Path> others =
        List.of(
            Jars.named("lombok-1"),
            Jars.named("lombok-mapstruct-binding-"),
            Jars.named("mapstruct-processor-"));
    List<String> sources =
        Projects.files(SOURCES).stream().map(file -> SOURCES.resolve(file).toString()).toList();
    Set<String> texts = new LinkedHashSet<>();
    int order = 0;
    for (List<Path> path :
        List.of(joined(Jars.processor(), others), joined(others, Jars.processor()))) {
      List<String> options =
          List.of(
              "-processorpath",
              Jars.path(path),
              "-cp",
              Jars.path(
                  Jars.tikhonov(),
                  Jars.libraries(),
                  List.of(others.get(0), Jars.named("mapstruct-1"))));
      Compilation compilation =
          Compilation.with(options, folder.resolve("order" + order++), sources, List.of())
              .succeeded();
      assertWithMessage("what the three have written")
          .that(compilation.files())
          .containsAtLeast(
              "com/example/houses/House$HouseBuilder.class",
              "com/example/houses/HouseMapperImpl.class",
              "com/example/houses/HousePriceObjective.class");
      texts.add(compilation.generated("com/example/houses/HousePriceObjective.java"));
    }
    assertThat(texts).hasSize(1);
  }

  private static List<Path> joined(List<Path> first, List<Path> second) {
    return new ArrayList<>(Stream.of(first, second).flatMap(List::stream).toList());
  }
}
