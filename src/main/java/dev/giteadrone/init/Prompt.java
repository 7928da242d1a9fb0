package dev.giteadrone.init;

import dev.giteadrone.model.result.Problem;
import java.util.List;

/**
 * Somebody who can be asked. All methods throw {@link java.util.concurrent.CancellationException}
 * when there is nobody any more.
 */
public interface Prompt {
  /**
   * Asks.
   *
   * @param usual what an empty answer means; empty if there is nothing to propose
   * @return the answer without blanks around it, never empty unless {@code usual} is
   */
  String ask(String question, String usual);

  /** Asks what is answered with yes or no; everything else is asked again. */
  boolean agrees(String question, boolean usual);

  /** Shows lines. */
  void show(List<String> lines);

  /** Says what is wrong with an answer. */
  void wrong(Problem problem);
}
