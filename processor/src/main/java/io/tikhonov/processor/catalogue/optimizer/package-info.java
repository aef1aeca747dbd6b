/** Update rules, one file for each. */
package io.tikhonov.processor.catalogue.optimizer;
