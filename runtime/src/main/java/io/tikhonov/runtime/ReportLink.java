package io.tikhonov.runtime;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;

/** Finds the report of an objective, and links to it. */
final class ReportLink {
  private static final String SUFFIX = "Objective";

  private ReportLink() {}

  /** The name of the model of a generated class. */
  static String model(Class<?> generated) {
    String name = generated.getSimpleName();
    return name.endsWith(SUFFIX) && name.length() > SUFFIX.length()
        ? name.substring(0, name.length() - SUFFIX.length())
        : name;
  }

  /** The report of a generated class where build tools leave it; null if it is not there. */
  static Path find(Class<?> generated) {
    CodeSource source = generated.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      return null;
    }
    try {
      Path classes = Path.of(source.getLocation().toURI()).toAbsolutePath();
      String page = generated.getName().replace('.', '/') + ".html";
      for (Path folder : folders(classes)) {
        if (Files.isRegularFile(folder.resolve(page))) {
          return folder.resolve(page);
        }
      }
    } catch (URISyntaxException | RuntimeException e) {
      // Classes that do not lie in files have no report beside them.
      return null;
    }
    return null;
  }

  /** Where javac, Maven and Gradle lay what they generate for a folder of classes. */
  private static List<Path> folders(Path classes) {
    List<Path> folders = new ArrayList<>(List.of(classes));
    Path target = classes.getParent();
    if (target != null) {
      folders.add(target.resolve("generated-sources/annotations"));
      folders.add(target.resolve("generated-test-sources/test-annotations"));
    }
    if (classes.getNameCount() > 3) {
      Path build = target.getParent().getParent();
      Path generated = build.resolve("generated/sources/annotationProcessor/java");
      folders.add(generated.resolve(classes.getFileName()));
    }
    return folders;
  }

  /** The address of a report for a page. */
  static String from(Path page, Path report) {
    Path target = report.toAbsolutePath().normalize();
    Path folder = page.toAbsolutePath().normalize().getParent();
    if (folder == null || !target.getRoot().equals(folder.getRoot())) {
      return target.toUri().toString();
    }
    StringBuilder address = new StringBuilder();
    for (Path step : folder.relativize(target)) {
      address.append(address.length() == 0 ? "" : "/").append(encoded(step.toString()));
    }
    // Without the dot a colon would end a scheme.
    return (address.indexOf(":") < 0 ? "" : "./") + address;
  }

  private static String encoded(String step) {
    try {
      // The slash makes it a path, whatever it begins with.
      return new URI(null, null, "/" + step, null).toASCIIString().substring(1);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("\"" + step + "\" cannot be linked to.", e);
    }
  }
}
