/**
 * Data from files that other programs write: arrays ({@link io.tikhonov.runtime.data.NumpyFile},
 * {@link io.tikhonov.runtime.data.IdxFile}) and tables ({@link io.tikhonov.runtime.data.CsvFile}),
 * of which a {@link io.tikhonov.runtime.data.Recipe} makes the inputs of a model.
 *
 * <pre>{@code
 * Table.Split flowers = CsvFile.read(file).stratifiedSplit("species", 7, 0.8);
 * FittedRecipe recipe =
 *     Recipe.of("x", others().standardized(), "y", labels("species")).fit(flowers.train());
 * try (FlowerClassifierObjective objective =
 *     FlowerClassifierObjective.builder()
 *         .features(recipe.width("x"))
 *         .classes(recipe.classes("y").size())
 *         .build()) {
 *   Trainer.of(objective)
 *       .epochs(50)
 *       .validation(recipe.dataset(flowers.test()))
 *       .fit(recipe.dataset(flowers.train()));
 *   recipe.saveWith(objective, model);
 * }
 * }</pre>
 */
package io.tikhonov.runtime.data;
