package dev.giteadrone.report;

import dev.giteadrone.model.plan.Change;
import dev.giteadrone.model.plan.Effect;
import dev.giteadrone.model.result.CheckResult;

/** The sign at the start of a line, as in the output of Flux. */
public enum Glyph {
  /** A stage begins. */
  STAGE("►"),
  /** Something takes time. */
  BUSY("◎"),
  /** Good. */
  DONE("✔"),
  /** Failed. */
  FAILED("✗"),
  /** Created. */
  CREATED("✚"),
  /** Changed. */
  CHANGED("~"),
  /** Removed. */
  REMOVED("−"),
  /** Warning. */
  ATTENTION("!"),
  /** Skipped or not reached. */
  SKIPPED("–");

  private final String sign;

  Glyph(String sign) {
    this.sign = sign;
  }

  /** The character. */
  public String sign() {
    return sign;
  }

  /** The glyph of a write. */
  public static Glyph of(Change change) {
    return switch (change) {
      case CREATED -> CREATED;
      case UPDATED -> CHANGED;
      case DELETED -> REMOVED;
      case UNCHANGED -> DONE;
    };
  }

  /** The glyph of a check. */
  public static Glyph of(CheckResult.Status status) {
    return switch (status) {
      case PASSED -> DONE;
      case FAILED -> FAILED;
      case WARNED -> ATTENTION;
      case NOT_RUN, NOT_REACHED -> SKIPPED;
    };
  }

  /** The glyph of a planned step. */
  public static Glyph of(Effect effect) {
    return switch (effect) {
      case CREATES -> CREATED;
      case CHANGES -> CHANGED;
      case REMOVES -> REMOVED;
      case ROTATES -> ATTENTION;
    };
  }
}
