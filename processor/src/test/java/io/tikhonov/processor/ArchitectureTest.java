package io.tikhonov.processor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The stages of the compiler stand in one order; each knows only what stands before it. */
final class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.tikhonov.processor");

  /** Every package with the packages that come after it and that it must not know. */
  private static final List<String> ORDER =
      List.of(
          "diagnostic",
          "ir",
          "differentiate",
          "analysis",
          "model",
          "spi",
          "catalogue",
          "training",
          "rules",
          "plan",
          "emit",
          "report");

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.tikhonov.processor.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void noStageKnowsALaterOne() {
    for (int stage = 0; stage + 1 < ORDER.size(); stage++) {
      String[] later =
          ORDER.subList(stage + 1, ORDER.size()).stream()
              .map(name -> "io.tikhonov.processor." + name + "..")
              .toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage("io.tikhonov.processor." + ORDER.get(stage) + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(later)
          .check(CLASSES);
    }
  }

  @Test
  void onlyTheFrontEndSeesTheJavaCompiler() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "io.tikhonov.processor.frontend..", "io.tikhonov.processor.diagnostic..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.sun.source..")
        .check(CLASSES);
  }

  @Test
  void onlyEmissionWritesJava() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.tikhonov.processor.emit..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.palantir.javapoet..")
        .check(CLASSES);
  }

  @Test
  void theCompilerDoesNotNeedTheRuntime() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.tikhonov.runtime..", "org.nd4j..")
        .check(CLASSES);
  }
}
