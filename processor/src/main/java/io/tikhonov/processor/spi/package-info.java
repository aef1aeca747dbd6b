/**
 * What an ingredient of the catalogue has to say about itself, in terms of the IR. The processor
 * finds definitions as services of type {@link io.tikhonov.processor.spi.Definition}, its own ones
 * as well as those of other libraries on the processor path.
 */
package io.tikhonov.processor.spi;
