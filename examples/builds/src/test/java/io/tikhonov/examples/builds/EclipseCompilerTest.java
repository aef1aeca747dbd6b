package io.tikhonov.examples.builds;

import static com.google.common.truth.Truth.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jdt.core.compiler.batch.BatchCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Eclipse's compiler has no trees; it says so at the model. */
final class EclipseCompilerTest {

  @Test
  void saysThatModelsNeedJavac(@TempDir Path folder) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-17",
                "-d",
                folder.toString(),
                "-processorpath",
                Jars.path(Jars.processor()),
                "-cp",
                Jars.path(Jars.tikhonov(), Jars.libraries())));
    arguments.addAll(Projects.sources("shop"));
    StringWriter output = new StringWriter();
    boolean ok =
        BatchCompiler.compile(
            arguments.toArray(new String[0]),
            new PrintWriter(output),
            new PrintWriter(output),
            null);
    assertThat(ok).isFalse();
    assertThat(output.toString())
        .contains(
            "[TKV106] The body of Price is not available as source, and Tikhonov compiles bodies."
                + " Compile with javac;");
    assertThat(output.toString()).contains("abstract class Price {");
    assertThat(output.toString()).doesNotContain("\tat ");
  }
}
