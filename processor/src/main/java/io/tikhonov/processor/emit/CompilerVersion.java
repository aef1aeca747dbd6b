package io.tikhonov.processor.emit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of the compiler, as the build wrote it into a resource. */
public final class CompilerVersion {
  public static final String TEXT = read();

  private CompilerVersion() {}

  private static String read() {
    try (InputStream resource = CompilerVersion.class.getResourceAsStream("version.properties")) {
      if (resource == null) {
        throw new IllegalStateException("version.properties is missing in the processor's jar");
      }
      Properties properties = new Properties();
      properties.load(resource);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
