package dev.giteadrone.deploy;

import dev.giteadrone.model.result.Text;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Follows a growing file line by line. */
final class Tail {
  private static final int MAX_LINE = 500;
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-?]*[ -/]*[@-~]");
  private static final int CHUNK = 64 * 1024;

  private final Path file;
  private final Consumer<String> lines;
  private long at;
  private final StringBuilder line = new StringBuilder();

  /** Follows {@code file} from the byte {@code at} on; {@code lines} gets each neutralised line. */
  Tail(Path file, long at, Consumer<String> lines) {
    this.file = file;
    this.at = at;
    this.lines = lines;
  }

  /** The current length of {@code file} in bytes; zero if it does not exist. */
  static long end(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0;
    }
  }

  /** Passes on the lines that were completed since the last call. */
  void look() {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      in.seek(at);
      byte[] chunk = new byte[CHUNK];
      for (int n = in.read(chunk); n > 0; n = in.read(chunk)) {
        take(chunk, n);
        at += n;
      }
    } catch (IOException e) {
      // The output is only shown: the deploy continues without it.
    }
  }

  /** Reads the rest when the process has ended, including a last line without a line end. */
  void finish() {
    look();
    end();
  }

  // Lines are split at bytes that are never part of a longer character, and decoded one by one.
  private void take(byte[] chunk, int length) {
    for (int i = 0; i < length; i++) {
      if (chunk[i] == '\n' || chunk[i] == '\r') {
        end();
      } else if (line.length() < 4 * MAX_LINE) {
        line.append((char) (chunk[i] & 0xff));
      }
    }
  }

  private void end() {
    String raw =
        new String(line.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    String text = Text.neutral(COLOUR.matcher(raw).replaceAll(""), MAX_LINE);
    line.setLength(0);
    if (!text.isEmpty()) {
      lines.accept(text);
    }
  }
}
