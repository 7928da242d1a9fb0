package dev.giteadrone.init;

import dev.giteadrone.model.result.Problem;
import java.util.List;

/**
 * Asks the user. All methods throw {@link java.util.concurrent.CancellationException} at the end of
 * the input.
 */
public interface Prompt {
  /**
   * Asks for a text.
   *
   * @param usual the value for an empty answer; empty if there is none
   * @return the answer without blanks around it, never empty unless {@code usual} is
   */
  String ask(String question, String usual);

  /** Asks a question with the answers yes and no, and repeats it after any other answer. */
  boolean agrees(String question, boolean usual);

  /** Shows lines. */
  void show(List<String> lines);

  /** Prints what is wrong with an answer. */
  void wrong(Problem problem);
}
