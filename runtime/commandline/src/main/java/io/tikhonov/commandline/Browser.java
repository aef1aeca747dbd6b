package io.tikhonov.commandline;

import java.awt.Desktop;
import java.io.IOException;
import java.nio.file.Path;

/** Opens pages with the program that the system has for them. */
final class Browser {
  private Browser() {}

  /**
   * Opens a page.
   *
   * @return false if there is no such program, as on a machine without a screen
   */
  static boolean open(Path page) {
    try {
      if (!Desktop.isDesktopSupported()
          || !Desktop.getDesktop().isSupported(Desktop.Action.BROWSE)) {
        return false;
      }
      Desktop.getDesktop().browse(page.toUri());
      return true;
    } catch (IOException | UnsupportedOperationException | LinkageError e) {
      return false;
    }
  }
}
