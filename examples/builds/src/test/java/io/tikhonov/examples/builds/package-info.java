/** Tests that Tikhonov works where people build. */
package io.tikhonov.examples.builds;
