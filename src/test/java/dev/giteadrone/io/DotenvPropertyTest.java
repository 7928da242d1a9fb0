package dev.giteadrone.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Edits of dotenv texts made up at random: the same ones in each run. */
final class DotenvPropertyTest {
  private static final int ROUNDS = 5_000;
  private static final String ODD = "aZ09 \t\"'\\$`#;=éü😀/+-_.:\u00a0";

  private final Random random = new Random(20_261_123);

  /** A line, or several that belong together, with its line's end. */
  private record Piece(String name, String text, String end) {
    String whole() {
      return text + end;
    }
  }

  @Test
  void anEditChangesItsOwnLinesAndNoByteBesides() {
    for (int round = 0; round < ROUNDS; round++) {
      List<Piece> pieces = pieces();
      String before = text(pieces);
      Map<String, String> changes = changes();
      Map<String, String> old = Dotenv.parse(before).values();

      String after = Dotenv.parse(before).with(changes);

      Map<String, String> wanted = new LinkedHashMap<>(old);
      wanted.putAll(changes);
      assertThat(Dotenv.parse(after).values()).as(before).isEqualTo(wanted);
      assertThat(after).as(before).isEqualTo(byHand(pieces, old, changes));
      assertThat(Dotenv.parse(after).with(changes)).as(before).isEqualTo(after);
    }
  }

  @Test
  void whateverTheTextIsItIsCutIntoPiecesOfItself() {
    for (int round = 0; round < ROUNDS; round++) {
      StringBuilder out = new StringBuilder();
      for (int i = random.nextInt(30); i > 0; i--) {
        out.append(random.nextInt(4) == 0 ? "=\r\n'\"\\".charAt(random.nextInt(6)) : odd());
      }
      String text = out.toString();
      Dotenv dotenv = Dotenv.parse(text);

      assertThat(dotenv.with(dotenv.values())).isEqualTo(text);
      if (dotenv.complete()) {
        Map<String, String> wanted = new LinkedHashMap<>(dotenv.values());
        wanted.put("DRONE_NEW", "new value");
        String after = dotenv.with(Map.of("DRONE_NEW", "new value"));
        assertThat(after).startsWith(text);
        assertThat(Dotenv.parse(after).values()).as(text).isEqualTo(wanted);
      }
    }
  }

  private static String byHand(
      List<Piece> pieces, Map<String, String> old, Map<String, String> changes) {
    StringBuilder out = new StringBuilder();
    for (Piece piece : pieces) {
      String value = changes.get(piece.name());
      out.append(
          value == null || value.equals(old.get(piece.name()))
              ? piece.text()
              : piece.name() + "=" + Dotenv.quoted(value));
      out.append(piece.end());
    }
    String newline = text(pieces).contains("\r\n") ? "\r\n" : "\n";
    List<String> added =
        changes.entrySet().stream()
            .filter(change -> !old.containsKey(change.getKey()))
            .map(change -> change.getKey() + "=" + Dotenv.quoted(change.getValue()))
            .toList();
    if (added.isEmpty()) {
      return out.toString();
    }
    boolean ended = out.isEmpty() || out.charAt(out.length() - 1) == '\n';
    String lines = String.join(newline, added);
    return ended ? out + lines + newline : out + newline + lines;
  }

  private List<Piece> pieces() {
    String newline = random.nextInt(3) == 0 ? "\r\n" : "\n";
    List<Piece> pieces = new ArrayList<>();
    int count = random.nextInt(8);
    for (int i = 0; i < count; i++) {
      boolean last = i == count - 1 && random.nextInt(3) == 0;
      pieces.add(piece(last ? "" : newline));
    }
    return pieces;
  }

  private Piece piece(String end) {
    String other = "OTHER_" + random.nextInt(3);
    return switch (random.nextInt(8)) {
      case 0 -> new Piece("", "# a comment with A=1, " + odd(), end);
      case 1 -> new Piece("", "; B=2", end);
      // A blank at the end of the text would be taken for a line without its end.
      case 2 -> new Piece("", "", end.isEmpty() ? "\n" : end);
      case 3 -> new Piece(other, other + "='two\nlines, A=3 " + random.nextInt() + "'", end);
      case 4 -> new Piece(other, other + "=\"a \\\"quoted\\\" B=4 \\\n goes on\"", end);
      case 5 -> new Piece(other, "export " + other + "=" + random.nextInt(), end);
      case 6 -> new Piece("A", "A=" + random.nextInt(3), end);
      default -> new Piece("B", "B = '" + random.nextInt(3) + "'", end);
    };
  }

  private Map<String, String> changes() {
    Map<String, String> changes = new LinkedHashMap<>();
    for (String name : List.of("A", "B", "C")) {
      if (random.nextBoolean()) {
        changes.put(name, value());
      }
    }
    return changes;
  }

  private String value() {
    if (random.nextInt(3) == 0) {
      return String.valueOf(random.nextInt(3));
    }
    StringBuilder out = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      out.append(odd());
    }
    return out.toString();
  }

  private String odd() {
    int[] all = ODD.codePoints().toArray();
    return Character.toString(all[random.nextInt(all.length)]);
  }

  private static String text(List<Piece> pieces) {
    StringBuilder out = new StringBuilder();
    pieces.forEach(piece -> out.append(piece.whole()));
    return out.toString();
  }
}
