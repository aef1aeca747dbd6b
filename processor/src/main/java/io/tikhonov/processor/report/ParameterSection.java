package io.tikhonov.processor.report;

import java.util.List;

/** What lives in memory beyond a step. */
final class ParameterSection {
  private final Facts facts;

  ParameterSection(Facts facts) {
    this.facts = facts;
  }

  void write(Markup page) {
    page.open("section", "id", "parameters").line();
    page.element("h2", "Parameters").line();
    parameters(page);
    others(page);
    dimensions(page);
    page.closeLine();
  }

  private void parameters(Markup page) {
    table(page, "Name", "Shape", "Role", "Starts as", "Optimizer", "Penalties", "Gradient", "Line");
    for (Facts.Tensor tensor : facts.tensors()) {
      if (tensor.kind() == Facts.Kind.PARAMETER) {
        row(page, tensor);
        page.element("td", tensor.role());
        page.element("td", tensor.init());
        page.element(
            "td", tensor.optimizer().replaceFirst("\\(.*", ""), "title", tensor.optimizer());
        page.open("td");
        for (String penalty : tensor.penalties()) {
          page.element("span", penalty, "class", "chip").text(" ");
        }
        page.close();
        page.open("td");
        if (!tensor.gradient().isEmpty()) {
          page.link(tensor.gradient(), "∂ℒ/∂" + tensor.name());
        }
        page.close();
        end(page, tensor);
      }
    }
    page.close().close().closeLine();
  }

  private void others(Markup page) {
    List<Facts.Tensor> others =
        facts.tensors().stream().filter(it -> it.kind() != Facts.Kind.PARAMETER).toList();
    if (!others.isEmpty()) {
      page.element("h3", "Inputs, constants and states").line();
      table(page, "Name", "Shape", "What", "Line");
      for (Facts.Tensor tensor : others) {
        row(page, tensor);
        page.element("td", what(tensor));
        end(page, tensor);
      }
      page.close().close().closeLine();
    }
    if (!facts.slots().isEmpty()) {
      page.element("h3", "Memory of the optimizers").line();
      page.open("p", "class", "list");
      for (Facts.Slot slot : facts.slots()) {
        page.open("span", "class", "chip");
        page.element("code", slot.name()).text(" " + Sizes.text(slot.shape()));
        page.close().text(" ");
      }
      page.closeLine();
    }
  }

  private static String what(Facts.Tensor tensor) {
    return switch (tensor.kind()) {
      case CONSTANT -> "constant, given to the builder";
      case STATE -> "state, starts as " + tensor.init();
      case LABELS -> "labels, with each batch";
      default -> "input, with each batch";
    };
  }

  private void dimensions(Markup page) {
    page.element("h3", "Dimensions").line();
    page.open("p", "class", "list");
    for (Facts.Dimension dimension : facts.dimensions()) {
      page.open("span", "class", "chip");
      page.element("code", dimension.name());
      page.text(dimension.builder() ? " set by the builder" : " from the batch");
      page.close().text(" ");
    }
    for (Facts.Hyperparameter it : facts.hyperparameters()) {
      page.open("span", "class", "chip");
      page.element("code", it.name()).text(" = " + it.value() + ", can be set");
      page.close().text(" ");
    }
    page.closeLine();
  }

  private static void table(Markup page, String... titles) {
    page.open("div", "class", "wide", "tabindex", "0").open("table").line();
    page.open("thead").open("tr");
    for (String title : titles) {
      page.element("th", title, "scope", "col");
    }
    page.close().closeLine().open("tbody").line();
  }

  private static void row(Markup page, Facts.Tensor tensor) {
    page.open("tr").open("th", "scope", "row").element("code", tensor.name()).close();
    page.element("td", Sizes.text(tensor.shape()), "class", "size");
  }

  private void end(Markup page, Facts.Tensor tensor) {
    page.open("td", "class", "number");
    Lines.link(page, facts, tensor.line());
    page.close().closeLine();
  }
}
