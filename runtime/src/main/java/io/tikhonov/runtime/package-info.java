/** The public face of a compiled objective: stepping, training, data sets, reports and files. */
package io.tikhonov.runtime;
