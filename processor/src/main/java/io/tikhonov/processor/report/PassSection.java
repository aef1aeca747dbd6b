package io.tikhonov.processor.report;

import io.tikhonov.processor.emit.PassDescription;
import io.tikhonov.processor.ir.Poly;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The passes of a step: what they move, what they compute, and their code. */
final class PassSection {
  /** The code of so many passes is open from the start. */
  private static final int OPEN = 16;

  private final Facts facts;

  PassSection(Facts facts) {
    this.facts = facts;
  }

  static String id(int index) {
    return "pass-" + (index + 1);
  }

  void write(Markup page) {
    page.open("section", "id", "passes").line();
    page.element("h2", "Passes").line();
    page.open("p");
    page.text(
        "Each array counts once in a pass, however often its elements are used. A pass cannot take"
            + " less time than its bytes need at the bandwidth of the memory, nor than its"
            + " operations need at the speed of the processor (of BLAS for matrix products). What a"
            + " pass that follows another part by part finds in the cache does not count; other arrays"
            + " that stay in a cache from one pass to the next are faster. ");
    page.element("code", "objective.plan(batch)");
    page.text(" gives the same numbers for the sizes of a run.");
    page.closeLine();
    table(page);
    Map<String, Integer> codeAt = new HashMap<>();
    for (int i = 0; i < facts.passes().size(); i++) {
      pass(page, i, codeAt);
    }
    page.closeLine();
  }

  private void table(Markup page) {
    page.open("div", "class", "wide", "tabindex", "0").open("table", "class", "passes").line();
    page.open("thead").open("tr");
    for (String title : List.of("", "Pass", "Bytes read", "Bytes written", "Operations")) {
      page.element("th", title, "scope", "col");
    }
    page.close().closeLine().open("tbody").line();
    for (int i = 0; i < facts.passes().size(); i++) {
      PassDescription pass = facts.passes().get(i);
      page.open("tr").element("td", Integer.toString(i + 1), "class", "number");
      page.open("th", "scope", "row").open("a", "href", "#" + id(i));
      page.element("code", title(pass)).close().close();
      sizes(page, pass.cost().read(), pass.cost().written(), pass.cost().operations());
      page.closeLine();
    }
    page.closeLine();
    page.open("tfoot").open("tr").element("td", "").element("th", "whole step", "scope", "row");
    sizes(
        page,
        facts.total(pass -> pass.cost().read()),
        facts.total(pass -> pass.cost().written()),
        facts.total(pass -> pass.cost().operations()));
    page.close().closeLine();
    page.close().closeLine();
  }

  private static void sizes(Markup page, Poly... sizes) {
    for (Poly size : sizes) {
      page.element("td", Sizes.text(size), "class", "size");
    }
  }

  private static String title(PassDescription pass) {
    return pass.kind() == PassDescription.Kind.KERNEL ? pass.name() : pass.formula();
  }

  private void pass(Markup page, int index, Map<String, Integer> codeAt) {
    PassDescription pass = facts.passes().get(index);
    boolean open = facts.passes().size() <= OPEN;
    page.open("details", "id", id(index), "class", "pass", "open", open ? "open" : "").line();
    page.open("summary");
    page.element("span", Integer.toString(index + 1), "class", "no");
    page.element("code", title(pass));
    String behind = pass.cost().follows() ? ", part by part behind pass " + index : "";
    page.element("span", kind(pass) + behind, "class", "kind");
    page.closeLine();
    page.open("dl", "class", "cost").line();
    arrays(page, "reads", pass.reads(), pass.cost().read());
    arrays(page, "writes", pass.writes(), pass.cost().written());
    if (!pass.totals().isEmpty()) {
      page.element("dt", "adds up");
      page.element("dd", String.join(", ", pass.totals())).line();
    }
    page.element("dt", "computes");
    page.element("dd", Sizes.text(pass.cost().operations()) + " operations").line();
    page.element("dt", "takes at least");
    page.element("dd", bound(pass)).line();
    if (!pass.lines().isEmpty()) {
      page.element("dt", "from");
      page.open("dd").text(pass.lines().size() == 1 ? "line " : "lines ");
      int number = 0;
      for (long line : pass.lines()) {
        page.text(number++ > 0 ? ", " : "");
        Lines.link(page, facts, line);
      }
      page.closeLine();
    }
    page.closeLine();
    code(page, index, pass, codeAt);
    page.closeLine();
  }

  private static void code(
      Markup page, int index, PassDescription pass, Map<String, Integer> codeAt) {
    boolean kernel = pass.kind() == PassDescription.Kind.KERNEL;
    Integer same = kernel ? codeAt.putIfAbsent(pass.method(), index) : null;
    if (same != null) {
      page.open("p").text("The code is that of pass ");
      page.link(id(same), Integer.toString(same + 1)).text(": ");
      page.element("code", pass.method()).text(".");
      page.closeLine();
      return;
    }
    page.open("pre", "class", "wide code", "tabindex", "0");
    page.raw(JavaColors.mark(kernel ? pass.code() : pass.statement().strip()));
    page.closeLine();
  }

  private static String kind(PassDescription pass) {
    return switch (pass.kind()) {
      case KERNEL -> "fused kernel";
      case PRODUCT -> "matrix product";
      case LIBRARY -> "library call";
    };
  }

  private static void arrays(
      Markup page, String title, List<PassDescription.Array> arrays, Poly bytes) {
    page.element("dt", title).open("dd");
    for (int i = 0; i < arrays.size(); i++) {
      PassDescription.Array array = arrays.get(i);
      page.text(i > 0 ? ", " : "").element("code", array.name());
      page.text(" " + (array.shape().isScalar() ? "" : "(" + Sizes.text(array.shape()) + ")"));
    }
    page.text(arrays.isEmpty() ? "nothing" : "; " + Sizes.text(bytes) + " bytes");
    page.closeLine();
  }

  private static String bound(PassDescription pass) {
    String bytes = Sizes.text(pass.cost().read().plus(pass.cost().written()));
    String operations = Sizes.text(pass.cost().operations());
    boolean product = pass.kind() == PassDescription.Kind.PRODUCT;
    return "max((%s) bytes / bandwidth, (%s) operations / speed%s)"
        .formatted(bytes, operations, product ? " of BLAS" : "");
  }
}
