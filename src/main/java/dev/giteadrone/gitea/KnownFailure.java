package dev.giteadrone.gitea;

import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Text;
import java.util.List;

/**
 * A known reason for a failure, and what to do about it.
 *
 * @param signs parts of the program's error text, in any case
 * @param cause the likely cause; empty if {@code seen} says enough
 * @param next what to do; {@code %s} stands for a command to try by hand
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
