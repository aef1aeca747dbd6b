package lib;

import io.tikhonov.dsl.Gradient;
import io.tikhonov.dsl.Optimizer;
import io.tikhonov.dsl.Schedule;

/** The optimizer of all models of a house. */
@Optimizer.AdamW(learningRate = 0.05, weightDecay = 0.01)
@Schedule.Cosine(warmupSteps = 5, totalSteps = 100)
@Gradient.ClipByNorm(maxNorm = 1)
public @interface HouseStyle {}
