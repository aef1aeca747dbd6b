package io.tikhonov.benchmarks.shared;

/** What is measured. Most works come in several sizes. */
public enum Work {
  /** SGD with momentum 0.9; the size is the number of parameters. */
  UPDATE_SGD,
  /** AdamW, weight decay 0.01. */
  UPDATE_ADAMW,
  /** AdamW and a proximal elastic net in the optimizer's metric. */
  UPDATE_PROXIMAL,
  /** AdamW and a proximal elastic net in the Euclidean metric. */
  UPDATE_EUCLIDEAN,
  /** AdamW and an elastic net in the loss. */
  UPDATE_COUPLED,
  /** AdamW and a group lasso over rows of 1000, Euclidean. */
  UPDATE_GROUPS,
  /** AdamW and one penalty; like the next ones a side of the growth with penalties. */
  PENALTIES_1,
  /** Two penalties. */
  PENALTIES_2,
  /** Three penalties. */
  PENALTIES_3,
  /** Four penalties. */
  PENALTIES_4,
  /** Five penalties. */
  PENALTIES_5,
  /** Digits, 784-512-256-10, AdamW; the size is the batch. */
  MLP,
  /** The same with a proximal elastic net on the matrices. */
  MLP_PENALIZED,
  /** 30-64-64-2, AdamW; the size is the batch. */
  TABULAR,
  /** Logistic regression with L1; the size is the number of features, the batch is 256. */
  LINEAR,
  /** An image with total variation, Adam; the size is its side. */
  IMAGE,
  /** A block with one attention head over 64 tokens of width 128, AdamW; the size is the batch. */
  ATTENTION,
  /** A convolution, a rectifier and a linear layer on 28 × 28, AdamW; the size is the batch. */
  CONVOLUTION
}
