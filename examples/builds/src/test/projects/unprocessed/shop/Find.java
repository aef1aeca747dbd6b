package shop;

import io.tikhonov.runtime.Objectives;

/** Looks for the generated class as tools do that are given a model. */
public final class Find {
  private Find() {}

  public static void main(String[] arguments) {
    try {
      System.out.println("found " + Objectives.generatedFor(Price.class).getName());
    } catch (IllegalStateException e) {
      System.out.println(e.getMessage());
    }
  }
}
