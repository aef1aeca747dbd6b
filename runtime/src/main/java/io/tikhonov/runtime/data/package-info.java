/**
 * Data from files that other programs write: arrays ({@link io.tikhonov.runtime.data.NumpyFile},
 * {@link io.tikhonov.runtime.data.IdxFile}) and tables ({@link io.tikhonov.runtime.data.CsvFile}),
 * of which a {@link io.tikhonov.runtime.data.Recipe} makes the inputs of a model.
 */
package io.tikhonov.runtime.data;
