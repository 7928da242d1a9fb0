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
   * @param alone whether text for people may go to standard output; without it, all of it goes to
   *     standard error, and no line is rewritten
   */
  public Screen screen(ProcessContext shell, boolean alone) {
    Terminals terminals = shell.terminals();
    Screen.Output progress = new Screen.Output(shell.err(), isColoured(shell, terminals.err()));
    Screen.Output data = new Screen.Output(shell.out(), isColoured(shell, terminals.out()));
    boolean live = terminals.err() && alone;
    int columns = live ? Layout.of(terminals.columns()).width() : Layout.STANDARD.width();
    return new Screen(progress, alone ? data : progress, live, columns);
  }

  /** The screen for text that is data, on standard output; no line is rewritten. */
  public Screen data(ProcessContext shell) {
    Screen.Output data = new Screen.Output(shell.out(), isColoured(shell, shell.terminals().out()));
    return new Screen(data, data, false, Layout.STANDARD.width());
  }

  private boolean isColoured(ProcessContext shell, boolean terminal) {
    return colour == Colour.always
        || (colour == Colour.auto && terminal && shell.variable("NO_COLOR").isEmpty());
  }

  /** How many rows a table may have, so that it can be rewritten. */
  public int rows(ProcessContext shell) {
    return Math.max(3, shell.terminals().rows() - 1);
  }

  /** The layout of progress; values are shortened unless {@code --verbose} is given. */
  public Layout layout(ProcessContext shell) {
    return layout(shell, shell.terminals().err());
  }

  /** The layout of what goes to standard output. */
  public Layout dataLayout(ProcessContext shell) {
    return layout(shell, shell.terminals().out());
  }

  private Layout layout(ProcessContext shell, boolean terminal) {
    if (verbose) {
      return Layout.WIDE;
    }
    return terminal ? Layout.of(shell.terminals().columns()) : Layout.STANDARD;
  }
}
