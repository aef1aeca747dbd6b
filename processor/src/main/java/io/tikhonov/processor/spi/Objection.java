package io.tikhonov.processor.spi;

/**
 * A reason why a use of an ingredient cannot be compiled.
 *
 * @param code code of the diagnostic, such as {@code TKV204}
 * @param attribute the attribute to point at; empty for the annotation
 * @param message what is wrong, why, and what to write instead
 */
public record Objection(String code, String attribute, String message) {}
