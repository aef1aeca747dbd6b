package io.tikhonov.runtime.solve;

import io.tikhonov.runtime.support.Memory;

/** A linear model whose intercept is frozen: part of the rows, not of the solution. */
record FixedIntercept(LinearModel model, double intercept) implements LinearModel {

  @Override
  public int rows() {
    return model.rows();
  }

  @Override
  public int features() {
    return model.features();
  }

  @Override
  public boolean hasIntercept() {
    return false;
  }

  @Override
  public int weightParameter() {
    return model.weightParameter();
  }

  @Override
  public int interceptParameter() {
    return model.interceptParameter();
  }

  @Override
  public Memory design() {
    return model.design();
  }

  @Override
  public boolean isQuadratic() {
    return model.isQuadratic();
  }

  @Override
  public double linearize(double[] w, double b, double[] slope, double[] curvature) {
    return model.linearize(w, intercept, slope, curvature);
  }

  @Override
  public boolean leavesTerms() {
    return model.leavesTerms();
  }

  @Override
  public Separable penalty() {
    return model.penalty();
  }
}
