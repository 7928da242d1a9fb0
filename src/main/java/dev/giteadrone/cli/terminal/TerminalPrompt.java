package dev.giteadrone.cli.terminal;

import dev.giteadrone.init.Prompt;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.Text;
import dev.giteadrone.report.Glyph;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;

/** Asks on the terminal. */
public final class TerminalPrompt implements Prompt {
  private final ProcessContext shell;
  private final ProcessContext.Keyboard keyboard;
  private final Screen screen;

  public TerminalPrompt(ProcessContext shell, ProcessContext.Keyboard keyboard, Screen screen) {
    this.shell = shell;
    this.keyboard = keyboard;
    this.screen = screen;
  }

  @Override
  public String ask(String question, String usual) {
    while (true) {
      String answer = typed(question + (usual.isEmpty() ? "" : " [" + usual + "]") + ":");
      if (!answer.isEmpty() || !usual.isEmpty()) {
        return answer.isEmpty() ? usual : answer;
      }
    }
  }

  @Override
  public boolean agrees(String question, boolean usual) {
    while (true) {
      String answer = typed(question + (usual ? " [Y/n]" : " [yes/no]")).toLowerCase(Locale.ROOT);
      // If the default is no, only the whole word counts as agreement.
      if (answer.equals("yes") || (usual && (answer.isEmpty() || answer.equals("y")))) {
        return true;
      } else if (answer.equals("no") || answer.equals("n")) {
        return false;
      }
    }
  }

  @Override
  public void show(List<String> lines) {
    screen.lines(lines.stream().map(Text::line).toList());
  }

  @Override
  public void wrong(Problem problem) {
    screen.line(Glyph.FAILED.sign() + " " + Text.line(problem.seen()));
    screen.line("    " + Text.line(problem.next()));
  }

  private String typed(String question) {
    shell.err().print("  " + Text.line(question) + " ");
    shell.err().flush();
    return keyboard
        .line()
        .map(String::strip)
        .orElseThrow(() -> {
          shell.err().println();
          return new CancellationException("there was no answer");
        });
  }
}
