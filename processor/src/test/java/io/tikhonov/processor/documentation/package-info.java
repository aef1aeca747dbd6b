/** The generated part of the documentation, and the test that it is complete. */
package io.tikhonov.processor.documentation;
