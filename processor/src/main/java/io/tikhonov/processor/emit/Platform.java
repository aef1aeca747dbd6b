package io.tikhonov.processor.emit;

/**
 * What of the JDK's optional modules the generated code may name: what the model's own module
 * reads.
 *
 * @param vectors how vectors reach memory; null if none are to be used
 * @param generatedAnnotation whether {@code @Generated} is there; a named module reads {@code
 *     java.compiler}, where it lies, only if it says so
 */
public record Platform(VectorApi vectors, boolean generatedAnnotation) {

  /** The annotation that marks generated classes for other tools. */
  public static final String GENERATED = "javax.annotation.processing.Generated";

  /** The name in that annotation. */
  static final String PROCESSOR = "io.tikhonov.processor.TikhonovProcessor";
}
