/** Learning rate schedules, one file for each. */
package io.tikhonov.processor.catalogue.schedule;
