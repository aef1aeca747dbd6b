package io.tikhonov.runtime;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.tikhonov.runtime");

  @Test
  void packagesDependOneWay() {
    slices().matching("io.tikhonov.(**)").should().beFreeOfCycles().check(MAIN);
    noClasses()
        .that()
        .resideInAPackage("io.tikhonov.runtime")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.tikhonov.runtime.support")
        .check(MAIN);
    noClasses()
        .that()
        .resideInAPackage("io.tikhonov.runtime.io")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.tikhonov.runtime", "org.nd4j..", "org.bytedeco..")
        .check(MAIN);
  }

  @Test
  void theSupportPackageRunsNoOperationOfNd4j() {
    // Nd4j makes arrays when an objective is built and when results are handed out, no more.
    noClasses()
        .that()
        .resideInAPackage("io.tikhonov.runtime.support")
        .and()
        .doNotHaveSimpleName("TensorStore")
        .and()
        .doNotHaveSimpleName("Memory")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("org.nd4j.linalg.factory.Nd4j")
        .check(MAIN);
    classes()
        .that()
        .resideInAPackage("io.tikhonov.runtime.support")
        .should()
        .onlyDependOnClassesThat(
            DescribedPredicate.not(
                DescribedPredicate.describe(
                    "are operations of ND4J",
                    (JavaClass c) ->
                        c.getPackageName().startsWith("org.nd4j.linalg.api.ops")
                            || c.getPackageName().startsWith("org.nd4j.linalg.ops"))))
        .check(MAIN);
    noClasses()
        .that()
        .resideInAPackage("io.tikhonov.runtime.support")
        .should()
        .callMethodWhere(
            DescribedPredicate.describe(
                "computes on arrays by ND4J",
                call ->
                    call.getTargetOwner().getSimpleName().equals("INDArray")
                        && !READING.contains(call.getTarget().getName())))
        .check(MAIN);
  }

  /** Methods of arrays that look at them and compute nothing. */
  private static final Set<String> READING =
      Set.of(
          "data",
          "dataType",
          "isEmpty",
          "length",
          "offset",
          "rank",
          "setCloseable",
          "shape",
          "shapeInfoToString",
          "size",
          "stride");
}
