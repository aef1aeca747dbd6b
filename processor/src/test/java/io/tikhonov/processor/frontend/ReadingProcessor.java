package io.tikhonov.processor.frontend;

import io.tikhonov.processor.catalogue.Catalogue;
import io.tikhonov.processor.diagnostic.Options;
import io.tikhonov.processor.diagnostic.Reporter;
import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.model.ObjectiveModel;
import io.tikhonov.processor.training.IngredientChecks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** A processor that only reads models and keeps them. */
public final class ReadingProcessor extends AbstractProcessor {
  /** What the checks of the front end say better: at the very name, and once per class. */
  private static final Set<String> CHECKED_BEFORE = Set.of("TKV102", "TKV104");

  private static final Catalogue CATALOGUE = Catalogue.load();

  private final Function<String, Optional<String>> familyOf;
  private final UnaryOperator<ProcessingEnvironment> wrapper;
  private final Map<String, ObjectiveModel> models = new LinkedHashMap<>();

  public ReadingProcessor() {
    this(FrontEnd::builtInFamily, environment -> environment);
  }

  /**
   * @param familyOf the families of the annotations that count as catalogue annotations
   * @param wrapper what a build tool puts around the environment
   */
  public ReadingProcessor(
      Function<String, Optional<String>> familyOf, UnaryOperator<ProcessingEnvironment> wrapper) {
    this.familyOf = familyOf;
    this.wrapper = wrapper;
  }

  /** The models that were read, by class name. */
  public Map<String, ObjectiveModel> models() {
    return models;
  }

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return Set.of(Dsl.TRAINING_OBJECTIVE, Dsl.INLINE);
  }

  @Override
  public Set<String> getSupportedOptions() {
    return Options.of(Map.of()).names();
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    FrontEnd frontEnd =
        new FrontEnd(wrapper.apply(processingEnv), familyOf, ReadingProcessor::check);
    Set<TypeElement> inlineOwners = new LinkedHashSet<>();
    for (TypeElement annotation : annotations) {
      for (Element element : round.getElementsAnnotatedWith(annotation)) {
        if (annotation.getQualifiedName().contentEquals(Dsl.INLINE)) {
          inlineOwners.add((TypeElement) element.getEnclosingElement());
        } else {
          TypeElement type = (TypeElement) element;
          Reporter reporter = frontEnd.reporter(type);
          frontEnd.read(type, reporter).ifPresent(model -> models.put(model.className(), model));
          reporter.flush();
        }
      }
    }
    for (TypeElement owner : inlineOwners) {
      Reporter reporter = frontEnd.reporter(owner);
      frontEnd.inlineBodies(owner, reporter).ifPresent(bodies -> write(bodies, owner));
      reporter.flush();
    }
    return false;
  }

  private static void check(ObjectiveModel model, Reporter reporter, boolean complete) {
    for (IngredientChecks.Finding finding : IngredientChecks.check(model, CATALOGUE)) {
      if (!CHECKED_BEFORE.contains(finding.code())) {
        Rule rule = Rule.of(finding.code()).orElseThrow();
        reporter.report(rule, finding.token().handle(), finding.message());
      }
    }
  }

  private void write(InlineWriter.Companion bodies, TypeElement owner) {
    String name =
        bodies.packageName().isEmpty()
            ? bodies.simpleName()
            : bodies.packageName() + "." + bodies.simpleName();
    try (Writer writer = processingEnv.getFiler().createSourceFile(name, owner).openWriter()) {
      writer.write(bodies.source());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
