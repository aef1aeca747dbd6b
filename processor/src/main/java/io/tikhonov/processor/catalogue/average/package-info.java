/** Running averages of parameters, one file for each. */
package io.tikhonov.processor.catalogue.average;
