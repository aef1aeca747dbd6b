/**
 * The command line: {@code inspect} lists compiled objectives and shows their reports, {@code
 * doctor} says what they run on here and what would make them faster.
 */
package io.tikhonov.commandline;
