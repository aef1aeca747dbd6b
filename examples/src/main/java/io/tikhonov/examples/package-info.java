/** Objectives that train on real data. */
package io.tikhonov.examples;
