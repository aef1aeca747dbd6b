package io.tikhonov.processor.report;

/** What the compiler had to say about the declaration. */
final class DiagnosticSection {
  private final Facts facts;

  DiagnosticSection(Facts facts) {
    this.facts = facts;
  }

  void write(Markup page) {
    page.open("section", "id", "diagnostics").line();
    page.element("h2", "Diagnostics").line();
    if (facts.diagnostics().isEmpty()) {
      page.element("p", "None: no rule has anything against this declaration.").line();
    } else {
      page.open("ul", "class", "messages").line();
      for (Facts.Message message : facts.diagnostics()) {
        page.open("li", "class", message.severity());
        page.element("span", message.code(), "class", "chip strong");
        page.text(" " + message.severity() + (message.line() > 0 ? ", line " : ""));
        Lines.link(page, facts, message.line());
        page.open("p").text(message.text()).close();
        page.closeLine();
      }
      page.closeLine();
    }
    page.closeLine();
  }
}
