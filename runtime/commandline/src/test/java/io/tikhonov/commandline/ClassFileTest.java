package io.tikhonov.commandline;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class ClassFileTest {

  /** Constants of all kinds: a long, a lambda, a list. */
  @SuppressWarnings("unused")
  private static final class Sample extends ArrayList<String> {
    private static final long serialVersionUID = 0x7000_0000_1234L;

    double half() {
      Runnable nothing = () -> {};
      nothing.run();
      return size() * 0.123456789;
    }
  }

  private static byte[] bytes(Class<?> type) throws IOException {
    String name = "/" + type.getName().replace('.', '/') + ".class";
    try (InputStream stream = type.getResourceAsStream(name)) {
      return stream.readAllBytes();
    }
  }

  @Test
  void saysWhatItIs() throws IOException {
    ClassFile file = ClassFile.read(bytes(Sample.class));
    assertThat(file.name()).isEqualTo(Sample.class.getName());
    assertThat(file.superclass()).isEqualTo("java.util.ArrayList");
    assertThat(file.java()).isEqualTo(17);
    assertThat(file.texts()).contains("half");
    assertThat(ClassFile.read(bytes(Object.class)).superclass()).isEmpty();
  }

  @Test
  void damageIsFound() throws IOException {
    byte[] whole = bytes(Sample.class);
    assertThrows(IOException.class, () -> ClassFile.read(new byte[0]));
    assertThrows(
        IOException.class, () -> ClassFile.read("PK not a class".getBytes(StandardCharsets.UTF_8)));
    assertThrows(IOException.class, () -> ClassFile.read(Arrays.copyOf(whole, 60)));
    byte[] unknown = whole.clone();
    unknown[10] = 99; // the kind of the first constant
    assertThrows(IOException.class, () -> ClassFile.read(unknown));
  }
}
