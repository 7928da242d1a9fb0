package dev.giteadrone.drone;

/** Texts in a {@code .drone.yml} that this program writes. */
public final class PipelineText {
  private PipelineText() {}

  /**
   * Writes {@code value} as a double-quoted scalar. Drone replaces {@code ${…}} in the text before
   * it parses it, and two backslashes by one, so these have codes.
   */
  public static String quoted(String value) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < value.length(); ) {
      int c = value.codePointAt(i);
      i += Character.charCount(c);
      if (c == '"') {
        out.append("\\\"");
      } else if (c < ' ' || c >= 0x7f || c == '\\' || (c == '$' && value.startsWith("{", i))) {
        out.append("\\U%08x".formatted(c));
      } else {
        out.appendCodePoint(c);
      }
    }
    return out.append('"').toString();
  }
}
