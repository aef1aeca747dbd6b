package io.tikhonov.commandline;

import static com.google.common.truth.Truth.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DiagnosisTest {
  private static final Machine.Jvm JVM =
      new Machine.Jvm(
          17, "17.0.15", "Debian", "/jdk", "HotSpot", "mixed mode", "Linux", 4, List.of());
  private static final Machine.Vectors VECTORS = new Machine.Vectors(true, 512);
  private static final Machine.Tikhonov TIKHONOV = tikhonov("auto", 4);
  private static final Machine.Nd4jFacts ND4J = nd4j("OPENBLAS", 4, 3);

  private static Machine.Tikhonov tikhonov(String choice, int threads) {
    return new Machine.Tikhonov(
        "0.1.0", Optional.of("BYTE_BUFFER"), choice, threads, Optional.empty());
  }

  private static Machine.Nd4jFacts nd4j(String blas, int threads, int level) {
    return new Machine.Nd4jFacts("1.0.0-M2.1", "CpuBackend", blas, threads, threads, level, 3);
  }

  private static Machine machine(
      Machine.Jvm jvm, Machine.Vectors vectors, Machine.Tikhonov tikhonov, Machine.Nd4jFacts nd4j) {
    return new Machine(
        jvm,
        vectors,
        Optional.ofNullable(tikhonov),
        Optional.ofNullable(nd4j),
        nd4j == null ? Optional.of("It is not on the class path.") : Optional.empty(),
        new Machine.Memory(1 << 30, 1 << 30, 4L << 30),
        Map.of("OMP_NUM_THREADS", "1"));
  }

  private static Machine.Jvm jvm(int feature, String mode, String... flags) {
    return new Machine.Jvm(feature, "x", "x", "/jdk", "HotSpot", mode, "Linux", 4, List.of(flags));
  }

  private static GeneratedClasses.Found model(String name, int java, String access) {
    return new GeneratedClasses.Found(Path.of("m.jar"), name, java, Optional.ofNullable(access));
  }

  private static Advice only(Machine machine, GeneratedClasses.Found... models) {
    List<Advice> advice = Diagnosis.of(machine, List.of(models));
    assertThat(advice).hasSize(1);
    return advice.get(0);
  }

  @Test
  void aGoodMachineNeedsNoAdvice() {
    assertThat(
            Diagnosis.of(
                machine(JVM, VECTORS, TIKHONOV, ND4J), List.of(model("M", 17, "BYTE_BUFFER"))))
        .isEmpty();
  }

  @Test
  void withoutLibrariesNothingRuns() {
    Advice nd4j = only(machine(JVM, VECTORS, TIKHONOV, null));
    assertThat(nd4j.problem()).isTrue();
    assertThat(nd4j.text()).contains("ND4J cannot be used. It is not on the class path.");
    Advice runtime = only(machine(JVM, VECTORS, null, ND4J));
    assertThat(runtime.problem()).isTrue();
    assertThat(runtime.text()).contains("Tikhonov's runtime is not on the class path.");
  }

  @Test
  void vectorsDependOnModuleAndJdk() {
    Machine.Vectors none = new Machine.Vectors(false, 0);
    Advice module = only(machine(JVM, none, TIKHONOV, ND4J));
    assertThat(module.problem()).isFalse();
    assertThat(module.lines()).containsExactly("--add-modules jdk.incubator.vector");
    assertThat(only(machine(jvm(21, "mixed mode"), none, TIKHONOV, ND4J)).text())
        .contains("The vectors of JDK 21 cannot read native memory");
    assertThat(only(machine(JVM, VECTORS, tikhonov("off", 4), ND4J)).text())
        .contains("-Dtikhonov.simd=off");
  }

  @Test
  void theCompilerHasToBeOn() {
    Advice interpreted = only(machine(jvm(17, "interpreted mode"), VECTORS, TIKHONOV, ND4J));
    assertThat(interpreted.problem()).isTrue();
    assertThat(interpreted.text()).contains("-Xint");
    String flag = "-XX:TieredStopAtLevel=1";
    assertThat(only(machine(jvm(17, "mixed mode", flag), VECTORS, TIKHONOV, ND4J)).text())
        .contains(flag);
    String harmless = "-XX:TieredStopAtLevel=4";
    assertThat(
            Diagnosis.of(
                machine(jvm(17, "mixed mode", harmless), VECTORS, TIKHONOV, ND4J), List.of()))
        .isEmpty();
  }

  @Test
  void threadsAreThoseOfTheMachine() {
    assertThat(only(machine(JVM, VECTORS, tikhonov("auto", 1), ND4J)).text())
        .contains("Tikhonov uses 1 of 4 processors.");
    assertThat(only(machine(JVM, VECTORS, tikhonov("auto", 9), ND4J)).text())
        .contains("9 threads for 4 processors");
    assertThat(only(machine(JVM, VECTORS, TIKHONOV, nd4j("OPENBLAS", 1, 3))).text())
        .contains("use 1 of 4 processors (OMP_NUM_THREADS=1).");
  }

  @Test
  void librariesForTheProcessorAreNamed() {
    Advice advice = only(machine(JVM, VECTORS, TIKHONOV, nd4j("OPENBLAS", 4, 1)));
    assertThat(advice.lines())
        .containsExactly("org.nd4j:nd4j-native:1.0.0-M2.1:linux-x86_64-avx512");
    assertThat(only(machine(JVM, VECTORS, TIKHONOV, nd4j("MKL", 4, 3))).text())
        .contains("The BLAS library is MKL, not OpenBLAS");
  }

  @Test
  void wrongSettingsAreProblemsAndComeFirst() {
    Machine.Tikhonov wrong =
        new Machine.Tikhonov("0.1.0", Optional.empty(), "maybe", 0, Optional.of("It is wrong."));
    List<Advice> advice =
        Diagnosis.of(
            machine(jvm(25, "mixed mode"), new Machine.Vectors(false, 0), wrong, ND4J), List.of());
    assertThat(advice.stream().map(Advice::problem)).containsExactly(true, false, false).inOrder();
    assertThat(advice.get(0).text()).isEqualTo("It is wrong.");
  }

  @Test
  void newerJdksAreToldToBeSilent() {
    Advice advice = only(machine(jvm(25, "mixed mode"), VECTORS, TIKHONOV, ND4J));
    assertThat(advice.lines()).contains("--enable-native-access=ALL-UNNAMED");
    String flag = "--enable-native-access=ALL-UNNAMED";
    assertThat(
            Diagnosis.of(machine(jvm(25, "mixed mode", flag), VECTORS, TIKHONOV, ND4J), List.of()))
        .isEmpty();
  }

  @Test
  void modelsFitTheMachine() {
    Machine machine = machine(JVM, VECTORS, TIKHONOV, ND4J);
    Advice scalar = only(machine, model("a.AObjective", 17, null), model("b.BObjective", 17, null));
    assertThat(scalar.text())
        .contains("Compiled without vector kernels: a.AObjective, b.BObjective.");
    Advice other = only(machine, model("a.AObjective", 17, "MEMORY_SEGMENT"));
    assertThat(other.problem()).isFalse();
    assertThat(other.text()).contains("Compile them with JDK 17 or 18.");
    Advice newer = only(machine, model("a.AObjective", 21, "BYTE_BUFFER"));
    assertThat(newer.problem()).isTrue();
    assertThat(newer.text()).contains("newer Java than 17");
  }
}
