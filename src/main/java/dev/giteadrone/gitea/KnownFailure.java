package dev.giteadrone.gitea;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.Text;
import java.util.List;
import java.util.stream.Stream;

/** A known reason why Gitea's command line failed. */
interface KnownFailure {
  /** Its message. Its values are what was tried, by which program, and perhaps a command to try. */
  Case message();

  /** Parts of the program's error text, in any case. */
  List<String> signs();

  /** Whether an error text has one of the signs. */
  default boolean fits(String said) {
    return signs().stream().anyMatch(sign -> Text.contains(said, sign));
  }

  /**
   * The problem in words.
   *
   * @param trial a command to try by hand, for a message that names one
   */
  default Problem problem(String what, String program, String trial) {
    return message()
        .problem(Stream.of(what, program, trial).limit(message().names().size()).toArray());
  }
}
