/**
 * The catalogue: finds the definitions of ingredients by their annotations, and holds the parts of
 * formulas that several of them share. The definitions themselves lie in one package for each
 * family, one file for each ingredient.
 */
package io.tikhonov.processor.catalogue;
