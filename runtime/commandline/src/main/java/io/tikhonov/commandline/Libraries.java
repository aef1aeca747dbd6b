package io.tikhonov.commandline;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Properties;

/** Versions of libraries, which Maven leaves in their jars. */
final class Libraries {
  private Libraries() {}

  /** The version of an artifact, from the jar of one of its classes; empty if it does not say. */
  static Optional<String> version(Class<?> type, String group, String artifact) {
    String name = "/META-INF/maven/" + group + "/" + artifact + "/pom.properties";
    try (InputStream stream = type.getResourceAsStream(name)) {
      if (stream == null) {
        return Optional.empty();
      }
      Properties properties = new Properties();
      properties.load(stream);
      return Optional.ofNullable(properties.getProperty("version"));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
