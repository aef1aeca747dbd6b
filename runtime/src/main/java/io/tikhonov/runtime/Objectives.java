package io.tikhonov.runtime;

/** Finds generated classes, for tools that are given a model class. */
public final class Objectives {

  private static final String MISSING =
      """
      There is no class %s: the annotation processor has not run over %s.
      From JDK 23 on javac runs only processors that the build names. In Maven:

        <plugin>
          <artifactId>maven-compiler-plugin</artifactId>
          <configuration>
            <annotationProcessorPaths>
              <path>
                <groupId>io.tikhonov</groupId>
                <artifactId>tikhonov-processor</artifactId>
                <version>${tikhonov.version}</version>
              </path>
            </annotationProcessorPaths>
          </configuration>
        </plugin>

      In Gradle:

        annotationProcessor("io.tikhonov:tikhonov-processor:$tikhonovVersion")

      With javac, where the folder "processor" holds tikhonov-processor and all it depends on:

        javac -processorpath "$(echo processor/*.jar | tr ' ' :)" ...
      """;

  private Objectives() {}

  /**
   * The class that was generated for a model.
   *
   * @param model a class annotated with {@code @TrainingObjective}
   * @throws IllegalStateException if it is missing; the message says how to set the build up
   */
  public static Class<?> generatedFor(Class<?> model) {
    String binary = model.getName();
    String name = binary.replace('$', '_') + "Objective";
    try {
      return Class.forName(name, false, model.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(MISSING.formatted(name, binary), e);
    }
  }
}
