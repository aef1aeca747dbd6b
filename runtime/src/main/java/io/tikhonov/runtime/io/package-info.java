/** Reading and writing of tensors in files of the safetensors format. */
package io.tikhonov.runtime.io;
