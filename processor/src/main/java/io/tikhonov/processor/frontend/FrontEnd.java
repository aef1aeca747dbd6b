package io.tikhonov.processor.frontend;

import com.sun.source.util.Trees;
import io.tikhonov.processor.diagnostic.Options;
import io.tikhonov.processor.diagnostic.Reporter;
import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.model.ObjectiveModel;
import io.tikhonov.processor.model.SourceListing;
import java.util.Optional;
import java.util.function.Function;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;

/**
 * The way into the front end.
 *
 * <pre>{@code
 * FrontEnd frontEnd = new FrontEnd(processingEnv, FrontEnd::builtInFamily);
 * Reporter reporter = frontEnd.reporter(type);
 * Optional<ObjectiveModel> model = frontEnd.read(type, reporter);
 * // further checks may report here
 * reporter.flush();
 * }</pre>
 */
public final class FrontEnd {
  private static final String NOT_AVAILABLE =
      "The body of %s is not available as source, and Tikhonov compiles bodies.";

  private final ProcessingEnvironment environment;
  private final Function<String, Optional<String>> familyOf;
  private final DeclarationCheck declarationCheck;
  private final Sources sources;
  private final Options options;

  /** A check of the declarations by later stages. */
  @FunctionalInterface
  public interface DeclarationCheck {

    /**
     * Reports what is wrong with the declarations of a model. Terms, predictions and states whose
     * bodies have errors are missing in it.
     *
     * @param complete false if something is missing
     */
    void check(ObjectiveModel model, Reporter reporter, boolean complete);
  }

  /**
   * @param environment as the processor got it, also wrapped by a build tool
   * @param familyOf the families of catalogue annotations by their canonical names, empty for
   *     others
   */
  public FrontEnd(ProcessingEnvironment environment, Function<String, Optional<String>> familyOf) {
    this(environment, familyOf, (model, reporter, complete) -> {});
  }

  /**
   * @param declarationCheck runs on every model, also on one with errors in its bodies, so that all
   *     problems of a class are reported together
   */
  public FrontEnd(
      ProcessingEnvironment environment,
      Function<String, Optional<String>> familyOf,
      DeclarationCheck declarationCheck) {
    this.environment = EnvironmentUnwrapper.unwrap(environment);
    this.familyOf = familyOf;
    this.declarationCheck = declarationCheck;
    this.sources = sources(this.environment);
    this.options = Options.of(this.environment.getOptions());
  }

  private static Sources sources(ProcessingEnvironment environment) {
    try {
      return new Sources(environment);
    } catch (IllegalArgumentException | NoClassDefFoundError e) {
      // Another compiler than javac, or no JDK: there are no Trees, and each model says so.
      return null;
    }
  }

  /** The family of an annotation of the built-in catalogue, by canonical name. */
  public static Optional<String> builtInFamily(String canonicalName) {
    return Dsl.builtInFamily(canonicalName);
  }

  /** A reporter for one class. */
  public Reporter reporter(TypeElement type) {
    Trees trees = sources == null ? null : sources.trees();
    return new Reporter(trees, environment.getMessager(), options, type);
  }

  /**
   * Reads a class that carries {@code @TrainingObjective}. Problems go to the reporter and are not
   * shown yet.
   *
   * @return the model; empty if an error was reported, or, without one, if a name cannot be
   *     resolved (another processor may still write it, otherwise the compiler reports it)
   */
  public Optional<ObjectiveModel> read(TypeElement type, Reporter reporter) {
    if (sources == null) {
      reporter.report(
          Rule.NO_SOURCE,
          null,
          NOT_AVAILABLE.formatted(type.getSimpleName())
              + " Compile with javac; an editor with a compiler of its own, such as Eclipse, has to"
              + " leave the models to Maven or Gradle.");
      return Optional.empty();
    }
    if (sources.path(type) == null) {
      reporter.report(
          Rule.NO_SOURCE,
          null,
          NOT_AVAILABLE.formatted(type.getSimpleName())
              + " An incremental build has given its class file to javac: build the project in full"
              + " (clean, then build).");
      return Optional.empty();
    }
    AnnotationReader annotations = new AnnotationReader(sources, reporter);
    IngredientReader ingredients = new IngredientReader(sources, annotations, familyOf);
    return new ModelReader(sources, ingredients, type, reporter).read(declarationCheck);
  }

  /** The source text of a class; none if it is not to be had. */
  public SourceListing listing(TypeElement type) {
    return sources == null ? SourceListing.NONE : sources.listing(type);
  }

  /** The class that stores the bodies of a class's {@code @Inline} methods. */
  public Optional<InlineWriter.Companion> inlineBodies(TypeElement owner, Reporter reporter) {
    return sources == null ? Optional.empty() : new InlineWriter(sources).write(owner, reporter);
  }
}
