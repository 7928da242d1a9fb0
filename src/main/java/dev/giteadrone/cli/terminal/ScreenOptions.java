package dev.giteadrone.cli.terminal;

import dev.giteadrone.report.Layout;
import picocli.CommandLine.Option;

/** The options for the output on a terminal. */
public final class ScreenOptions {
  /** When to use colours; the names are the words on the command line. */
  enum Colour {
    /** On a terminal, unless NO_COLOR is set. */
    auto,
    /** Also if the output is not a terminal. */
    always,
    /** Never. */
    never
  }

  @Option(
      names = "--color",
      paramLabel = "auto|always|never",
      description = "Colours (default: ${DEFAULT-VALUE}; NO_COLOR is honoured).")
  private Colour colour = Colour.auto;

  @Option(
      names = {"-v", "--verbose"},
      description = "Show all checks, whole values, the deploy's output, and stack traces.")
  private boolean verbose;

  public boolean verbose() {
    return verbose;
  }

  /**
   * Creates the screen.
   *
   * @param alone whether nothing else goes to the same terminal, so that a line can be rewritten
   */
  public Screen screen(ProcessContext shell, boolean alone) {
    boolean auto = shell.terminal() && shell.variable("NO_COLOR").isEmpty();
    boolean coloured = colour == Colour.always || (colour == Colour.auto && auto);
    return new Screen(shell.err(), shell.terminal() && alone, coloured);
  }

  /** The screen for text that is data, on standard output; no line is rewritten. */
  public Screen data(ProcessContext shell) {
    boolean auto =
        shell.out() instanceof StandardOutput standard
            && standard.isTerminal()
            && shell.variable("NO_COLOR").isEmpty();
    boolean coloured = colour == Colour.always || (colour == Colour.auto && auto);
    return new Screen(shell.out(), false, coloured);
  }

  /** Values are shortened unless {@code --verbose} is given. */
  public Layout layout() {
    return verbose ? Layout.WIDE : Layout.STANDARD;
  }
}
