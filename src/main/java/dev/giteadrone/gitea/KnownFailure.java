package dev.giteadrone.gitea;

import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Text;
import java.util.List;

/**
 * A known reason to fail, and what helps.
 *
 * @param signs parts of what a program says of it, whatever the case
 * @param cause the likely cause; empty when {@code seen} says it all
 * @param next what helps; {@code %s} stands for a command to try by hand
 */
record KnownFailure(List<String> signs, ExitCode code, String seen, String cause, String next) {
  KnownFailure {
    signs = List.copyOf(signs);
  }

  KnownFailure(List<String> signs, ExitCode code, String seen, String next) {
    this(signs, code, seen, "", next);
  }

  boolean fits(String said) {
    return signs.stream().anyMatch(sign -> Text.contains(said, sign));
  }
}
