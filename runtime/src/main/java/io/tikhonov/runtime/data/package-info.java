/** Reading of data from files that other programs write. */
package io.tikhonov.runtime.data;
