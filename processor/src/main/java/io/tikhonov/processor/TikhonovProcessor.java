package io.tikhonov.processor;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.catalogue.Catalogue;
import io.tikhonov.processor.diagnostic.Option;
import io.tikhonov.processor.diagnostic.Options;
import io.tikhonov.processor.diagnostic.Reporter;
import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.emit.CompiledObjective;
import io.tikhonov.processor.emit.CompilerVersion;
import io.tikhonov.processor.emit.ObjectiveWriter;
import io.tikhonov.processor.emit.Platform;
import io.tikhonov.processor.emit.VectorApi;
import io.tikhonov.processor.frontend.FrontEnd;
import io.tikhonov.processor.frontend.InlineWriter;
import io.tikhonov.processor.ir.IrException;
import io.tikhonov.processor.model.ObjectiveModel;
import io.tikhonov.processor.report.Report;
import io.tikhonov.processor.rules.ModelRules;
import io.tikhonov.processor.training.IngredientChecks;
import io.tikhonov.processor.training.ProgramBuilder;
import io.tikhonov.processor.training.SolverChecks;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Generated;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.Diagnostic;
import javax.tools.FileObject;
import javax.tools.StandardLocation;

/**
 * Compiles classes that are annotated with {@code @TrainingObjective}: for each it writes one class
 * beside it, from the class alone (so that incremental builds need to look at nothing else).
 */
@AutoService(Processor.class)
public final class TikhonovProcessor extends AbstractProcessor {
  private static final String OBJECTIVE = "io.tikhonov.dsl.TrainingObjective";
  private static final String INLINE = "io.tikhonov.dsl.Inline";

  private final Set<String> pending = new LinkedHashSet<>();
  private Catalogue catalogue;
  private FrontEnd frontEnd;
  private VectorApi vectors;
  private Options options = Options.of(Map.of());

  /** What generated classes carry is claimed, so that it draws no warning from javac. */
  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return Set.of(
        "io.tikhonov.dsl.*", "io.tikhonov.runtime.GeneratedFrom", Generated.class.getName());
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public Set<String> getSupportedOptions() {
    return options.names();
  }

  @Override
  public synchronized void init(ProcessingEnvironment environment) {
    super.init(environment);
    catalogue = Catalogue.load();
    options = Options.of(environment.getOptions());
    Reporter reporter = new Reporter(null, environment.getMessager(), options, null);
    options.report(reporter);
    vectors = VectorOption.read(environment, options, reporter).orElse(null);
    reporter.flush();
    frontEnd =
        new FrontEnd(
            environment,
            name -> catalogue.family(name).or(() -> FrontEnd.builtInFamily(name)),
            this::checkIngredients);
  }

  /** What the catalogue has against the declared ingredients. */
  private void checkIngredients(ObjectiveModel model, Reporter reporter, boolean complete) {
    List<IngredientChecks.Finding> findings =
        new ArrayList<>(IngredientChecks.check(model, catalogue));
    boolean clean = complete && findings.isEmpty() && !reporter.hasErrors();
    findings.addAll(SolverChecks.check(model, catalogue, clean));
    for (IngredientChecks.Finding finding : findings) {
      if (!finding.known()) {
        Rule rule = Rule.of(finding.code()).orElseThrow();
        reporter.report(rule, finding.token().handle(), finding.message());
      }
    }
    ModelRules.check(model, catalogue, reporter, complete && !reporter.hasErrors());
  }

  /** The annotations of the DSL are for this processor alone, so it claims them. */
  @Override
  @SuppressWarnings("DoNotClaimAnnotations")
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    Set<String> models = new LinkedHashSet<>(pending);
    pending.clear();
    Set<String> inlineOwners = new LinkedHashSet<>();
    for (TypeElement annotation : annotations) {
      for (Element element : round.getElementsAnnotatedWith(annotation)) {
        if (annotation.getQualifiedName().contentEquals(OBJECTIVE)) {
          models.add(((TypeElement) element).getQualifiedName().toString());
        } else if (annotation.getQualifiedName().contentEquals(INLINE)) {
          inlineOwners.add(
              ((TypeElement) element.getEnclosingElement()).getQualifiedName().toString());
        }
      }
    }
    inlineOwners.forEach(name -> guarded(name, this::storeInlineBodies));
    if (!round.processingOver()) {
      models.forEach(name -> guarded(name, this::compile));
    }
    return true;
  }

  private interface Work {
    void on(TypeElement type) throws IOException;
  }

  /** A defect of this processor must not look like a mistake of the user's. */
  private void guarded(String name, Work work) {
    // Elements are not kept over rounds: they are looked up again by name.
    TypeElement type = processingEnv.getElementUtils().getTypeElement(name);
    try {
      work.on(type);
    } catch (NoClassDefFoundError e) {
      String message =
          "Tikhonov needs the class %s, which is not on the processor path. Put all jars that"
                  .formatted(String.valueOf(e.getMessage()).replace('/', '.'))
              + " io.tikhonov:tikhonov-processor depends on beside it; Maven and Gradle do so when"
              + " they are given its coordinates.";
      processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, message, type);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      processingEnv
          .getMessager()
          .printMessage(
              Diagnostic.Kind.ERROR,
              "Tikhonov failed on %s. This is a defect of Tikhonov; please report it with this trace.\n%s"
                  .formatted(name, trace),
              type);
    }
  }

  private void compile(TypeElement type) throws IOException {
    Reporter reporter = frontEnd.reporter(type);
    Optional<ObjectiveModel> model = frontEnd.read(type, reporter);
    if (model.isEmpty()) {
      if (!reporter.hasErrors()) {
        pending.add(type.getQualifiedName().toString());
      }
      reporter.flush();
      return;
    }
    Optional<Sources> sources = sources(type, model.get(), reporter);
    List<io.tikhonov.processor.diagnostic.Diagnostic> diagnostics = reporter.diagnostics();
    reporter.flush();
    if (sources.isPresent()) {
      String packageName = model.get().packageName();
      write(type, packageName, model.get().generatedName(), sources.get().objective());
      if (sources.get().simd().isPresent()) {
        write(type, packageName, sources.get().simdName(), sources.get().simd().get());
      }
      report(type, sources.get(), diagnostics);
    }
  }

  /** The texts of the generated class and of its vector kernels. */
  private record Sources(
      CompiledObjective compiled, ObjectiveWriter writer, String objective, Optional<String> simd) {

    String simdName() {
      return writer.simdName();
    }
  }

  private Optional<Sources> sources(TypeElement type, ObjectiveModel model, Reporter reporter) {
    try {
      CompiledObjective compiled =
          new CompiledObjective(model, ProgramBuilder.build(model, catalogue));
      ObjectiveWriter writer = new ObjectiveWriter(compiled, platform(type));
      String source = writer.write(type);
      return reporter.hasErrors()
          ? Optional.empty()
          : Optional.of(new Sources(compiled, writer, source, writer.writeSimd()));
    } catch (IrException e) {
      reporter.report(Rule.of(e.code()).orElseThrow(() -> e), e.token(), e.getMessage());
      return Optional.empty();
    }
  }

  /** Writes the page beside the generated source, and the facts beside the class files. */
  private void report(
      TypeElement type,
      Sources sources,
      List<io.tikhonov.processor.diagnostic.Diagnostic> diagnostics)
      throws IOException {
    Set<String> forms = options.values(Option.REPORT);
    if (forms.isEmpty()) {
      return;
    }
    String binaryName = processingEnv.getElementUtils().getBinaryName(type).toString();
    Report report =
        new Report(
            CompilerVersion.TEXT,
            sources.compiled(),
            sources.writer(),
            binaryName,
            frontEnd.listing(type),
            diagnostics);
    if (forms.contains("html")) {
      ObjectiveModel model = sources.compiled().model();
      String name = model.generatedName() + ".html";
      writeResource(type, StandardLocation.SOURCE_OUTPUT, model.packageName(), name, report.html());
    }
    if (forms.contains("json")) {
      String name = "META-INF/tikhonov/" + binaryName + ".json";
      writeResource(type, StandardLocation.CLASS_OUTPUT, "", name, report.json());
    }
  }

  private void writeResource(
      TypeElement originating,
      StandardLocation location,
      String packageName,
      String name,
      String text)
      throws IOException {
    FileObject file =
        processingEnv.getFiler().createResource(location, packageName, name, originating);
    try (OutputStream out = file.openOutputStream()) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** What of the JDK the generated class may name: what the model's own module reads. */
  private Platform platform(TypeElement model) {
    return new Platform(
        reads(model, VectorOption.VECTOR) ? vectors : null, reads(model, Platform.GENERATED));
  }

  private boolean reads(TypeElement model, String type) {
    Elements elements = processingEnv.getElementUtils();
    return elements.getTypeElement(elements.getModuleOf(model), type) != null;
  }

  private void storeInlineBodies(TypeElement owner) throws IOException {
    Reporter reporter = frontEnd.reporter(owner);
    Optional<InlineWriter.Companion> companion = frontEnd.inlineBodies(owner, reporter);
    boolean ok = !reporter.hasErrors();
    reporter.flush();
    if (ok && companion.isPresent()) {
      write(
          owner,
          companion.get().packageName(),
          companion.get().simpleName(),
          companion.get().source());
    }
  }

  private void write(TypeElement originating, String packageName, String simpleName, String source)
      throws IOException {
    String name = packageName.isEmpty() ? simpleName : packageName + "." + simpleName;
    try (Writer writer =
        processingEnv.getFiler().createSourceFile(name, originating).openWriter()) {
      writer.write(source);
    }
  }
}
