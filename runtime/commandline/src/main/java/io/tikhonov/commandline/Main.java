package io.tikhonov.commandline;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command with its subcommands. It returns 0 if all is well, 1 if something was found that is
 * not, and 2 if it was called in a wrong way.
 */
@Command(
    name = "tikhonov",
    description = "Looks at compiled training objectives and at what they run on.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    subcommands = {InspectCommand.class, DoctorCommand.class},
    usageHelpWidth = Page.WIDTH)
public final class Main implements Runnable {
  /** What is returned if something was found that is not as it should be. */
  static final int FOUND = 1;

  @Spec private CommandSpec spec;

  /** Runs the command line and ends the program. */
  public static void main(String[] arguments) {
    // Formulas are not ASCII, whatever the terminal's default is.
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter error = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int exit = run(out, error, arguments);
    out.flush();
    System.exit(exit);
  }

  /** Runs the command line. */
  static int run(PrintWriter out, PrintWriter error, String... arguments) {
    return new CommandLine(new Main())
        .setOut(out)
        .setErr(error)
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(Main::failed)
        .execute(arguments);
  }

  private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed)
      throws Exception {
    if (!(e instanceof UserException)) {
      throw e;
    }
    command.getOut().flush();
    Page.of(command.getErr()).paragraph(e.getMessage());
    return FOUND;
  }

  /** Without a subcommand there is nothing to do. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: inspect or doctor.");
  }

  /** The version of this jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      Optional<String> version =
          Libraries.version(Main.class, "io.tikhonov", "tikhonov-commandline");
      return new String[] {"Tikhonov " + version.orElse("(of unknown version)")};
    }
  }
}
