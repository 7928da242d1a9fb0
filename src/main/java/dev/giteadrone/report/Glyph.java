package dev.giteadrone.report;

import dev.giteadrone.model.plan.Change;
import dev.giteadrone.model.plan.Effect;
import dev.giteadrone.model.result.CheckResult;

/** The sign at the start of a line, as flux users know them. */
public enum Glyph {
  /** A stage begins. */
  STAGE("►"),
  /** Something takes time. */
  BUSY("◎"),
  /** As it should be. */
  DONE("✔"),
  /** Not as it should be. */
  FAILED("✗"),
  /** It was not there before. */
  CREATED("✚"),
  /** It is different now. */
  CHANGED("~"),
  /** The operator should know this. */
  ATTENTION("!"),
  /** Not looked at. */
  SKIPPED("–");

  private final String sign;

  Glyph(String sign) {
    this.sign = sign;
  }

  /** The character. */
  public String sign() {
    return sign;
  }

  /** What a write did. */
  public static Glyph of(Change change) {
    return switch (change) {
      case CREATED -> CREATED;
      case UPDATED, DELETED -> CHANGED;
      case UNCHANGED -> DONE;
    };
  }

  /** How a check ended. */
  public static Glyph of(CheckResult.Status status) {
    return switch (status) {
      case PASSED -> DONE;
      case FAILED -> FAILED;
      case WARNED -> ATTENTION;
      case NOT_RUN, NOT_REACHED -> SKIPPED;
    };
  }

  /** What a step would do. */
  static Glyph of(Effect effect) {
    return switch (effect) {
      case CREATES -> CREATED;
      case CHANGES, REMOVES -> CHANGED;
      case ROTATES -> ATTENTION;
    };
  }
}
