package dev.giteadrone.report.html;

import dev.giteadrone.report.Glyph;

/** The colours of the page. None has a meaning that no sign or word beside it has. */
public enum Tone {
  GOOD("good"),
  BAD("bad"),
  WARN("warn"),
  CALM("calm");

  private final String style;

  Tone(String style) {
    this.style = style;
  }

  /** The class in the style sheet. */
  public String style() {
    return style;
  }

  /** That of a sign. */
  public static Tone of(Glyph glyph) {
    return switch (glyph) {
      case DONE, CREATED -> GOOD;
      case FAILED -> BAD;
      case CHANGED, REMOVED, ATTENTION -> WARN;
      case STAGE, BUSY, SKIPPED -> CALM;
    };
  }
}
