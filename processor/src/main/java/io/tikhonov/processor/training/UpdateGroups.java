package io.tikhonov.processor.training;

import io.tikhonov.processor.training.TrainingPrograms.ParameterRecipe;
import io.tikhonov.processor.training.TrainingPrograms.RecipePart;
import io.tikhonov.processor.training.TrainingPrograms.RecipeStep;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The updates of all parameters, told once for parameters with the same optimizer. Where their
 * steps agree but for the name of the parameter, {@code θ} stands for it.
 */
public final class UpdateGroups {

  /** Stands for each parameter of a group. */
  public static final String ANY = "θ";

  /** Names that formulas use for something else, so that no parameter is replaced by mistake. */
  private static final Pattern SYMBOL = Pattern.compile("[abcdgkmnprstuvzADEGTUVX]|RMS");

  private static final Set<RecipePart> BACKWARD =
      EnumSet.of(RecipePart.PROXIMAL, RecipePart.PROJECTION);

  /**
   * Parameters that are updated alike.
   *
   * @param optimizer as it is declared, with every number
   * @param lines the steps in order
   */
  public record Group(String optimizer, List<String> parameters, List<Line> lines) {}

  /**
   * One step of the parameters that take it.
   *
   * @param parameters those of the group that take this step, in order
   * @param all true if these are all parameters of the group
   */
  public record Line(
      RecipePart part, String formula, String by, List<String> parameters, boolean all) {}

  private record Key(String optimizer, List<String> schedule, List<String> rule) {}

  private UpdateGroups() {}

  /** The groups in the order of their first parameters. */
  public static List<Group> of(List<ParameterRecipe> recipes) {
    Map<Key, List<ParameterRecipe>> groups = new LinkedHashMap<>();
    for (ParameterRecipe recipe : recipes) {
      Key key =
          new Key(
              recipe.optimizer(),
              formulas(recipe, RecipePart.RATE),
              formulas(recipe, RecipePart.RULE));
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(recipe);
    }
    return groups.values().stream().map(UpdateGroups::group).toList();
  }

  private static List<String> formulas(ParameterRecipe recipe, RecipePart part) {
    return recipe.steps().stream()
        .filter(step -> step.part() == part)
        .map(step -> general(step, recipe.parameter()))
        .toList();
  }

  private static Group group(List<ParameterRecipe> recipes) {
    List<Line> lines = new ArrayList<>();
    for (RecipePart part : RecipePart.values()) {
      if (part != RecipePart.PROJECTION) {
        lines.addAll(lines(recipes, part));
      }
    }
    return new Group(
        recipes.get(0).optimizer(),
        recipes.stream().map(ParameterRecipe::parameter).toList(),
        List.copyOf(lines));
  }

  /** The lines of one part; proximal steps and projections keep the order of their composition. */
  private static List<Line> lines(List<ParameterRecipe> recipes, RecipePart part) {
    Set<RecipePart> parts = part == RecipePart.PROXIMAL ? BACKWARD : EnumSet.of(part);
    Map<List<RecipeStep>, List<ParameterRecipe>> alike = new LinkedHashMap<>();
    for (ParameterRecipe recipe : recipes) {
      List<RecipeStep> steps =
          recipe.steps().stream()
              .filter(step -> parts.contains(step.part()))
              .map(
                  step -> new RecipeStep(step.part(), general(step, recipe.parameter()), step.by()))
              .toList();
      alike.computeIfAbsent(steps, key -> new ArrayList<>()).add(recipe);
    }
    List<Line> lines = new ArrayList<>();
    alike.forEach(
        (steps, sharing) -> {
          List<String> names = sharing.stream().map(ParameterRecipe::parameter).toList();
          boolean all = sharing.size() == recipes.size();
          List<RecipeStep> own =
              sharing.get(0).steps().stream().filter(it -> parts.contains(it.part())).toList();
          for (RecipeStep step : sharing.size() == 1 ? own : steps) {
            lines.add(new Line(step.part(), step.formula(), step.by(), names, all));
          }
        });
    return lines;
  }

  private static String general(RecipeStep step, String parameter) {
    return SYMBOL.matcher(parameter).matches()
        ? step.formula()
        : step.formula()
            .replaceAll(
                "(?<![\\p{L}\\p{N}_.])" + Pattern.quote(parameter) + "(?![\\p{L}\\p{N}_(])", ANY);
  }
}
