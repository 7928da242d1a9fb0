package dev.giteadrone.drone;

/** Texts in a {@code .drone.yml} that this program writes. */
public final class PipelineText {
  private PipelineText() {}

  /**
   * Writes {@code value} as a double-quoted scalar. Drone replaces {@code ${…}} in the text before
   * it parses it, so that is escaped too.
   */
  public static String quoted(String value) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < value.length(); ) {
      int c = value.codePointAt(i);
      i += Character.charCount(c);
      if (c == '"' || c == '\\') {
        out.append('\\').appendCodePoint(c);
      } else if (c < ' ' || c >= 0x7f || (c == '$' && value.startsWith("{", i))) {
        out.append("\\U%08x".formatted(c));
      } else {
        out.appendCodePoint(c);
      }
    }
    return out.append('"').toString();
  }
}
