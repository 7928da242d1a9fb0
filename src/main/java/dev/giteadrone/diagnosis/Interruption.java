package dev.giteadrone.diagnosis;

import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import org.jspecify.annotations.Nullable;

/** The failure because the user ended the program, where the next run continues. */
public final class Interruption {
  private static final Case CONTINUES = Case.of(ProblemId.RUN_INTERRUPTED, "continues", "tried");

  private Interruption() {}

  /**
   * The failure.
   *
   * @param tried what the program was doing
   * @param cause kept for {@code -v}; its message must hold no secret
   */
  public static Failure of(String tried, @Nullable Throwable cause) {
    return CONTINUES.failure(cause, tried);
  }
}
