package dev.giteadrone.cli.terminal;

import dev.giteadrone.model.result.Text;
import dev.giteadrone.model.secret.SecondFactor;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.report.Glyph;
import java.util.List;
import java.util.Optional;

/** Asks on the terminal for the code of a second factor. */
public final class TerminalSecondFactor implements SecondFactor {
  private final ProcessContext shell;
  private final ProcessContext.Keyboard keyboard;
  private final Screen screen;

  /** Asks between the lines of {@code screen}. */
  public TerminalSecondFactor(
      ProcessContext shell, ProcessContext.Keyboard keyboard, Screen screen) {
    this.shell = shell;
    this.keyboard = keyboard;
    this.screen = screen;
  }

  @Override
  public boolean canAsk() {
    return true;
  }

  @Override
  public Optional<Secret> ask(String user, boolean again) {
    // Also removes the status line, which would overwrite the question.
    screen.lines(again ? List.of(Glyph.ATTENTION.sign() + " Gitea refuses this code") : List.of());
    shell
        .err()
        .print("  code of the second factor of " + Text.line(user) + " (Enter: give none): ");
    shell.err().flush();
    return keyboard
        .line()
        .map(line -> line.replace(" ", "").strip())
        .filter(code -> !code.isEmpty())
        .map(Secret::of);
  }
}
