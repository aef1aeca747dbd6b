/**
 * The typed tensor IR: integer polynomials for sizes and indices, immutable hash-consed nodes, and
 * one definition per operation (shape rule, derivative, scalar code or index map).
 */
package io.tikhonov.processor.ir;
