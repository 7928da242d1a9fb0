package dev.giteadrone.sandbox;

import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.sandbox.process.LogTail;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** Reads a growing log line by line, without secrets. */
public final class LogReader {
  private static final int MOST_BYTES = 1024 * 1024;

  private final Path file;
  private final LogTail masking;
  private long read;

  LogReader(Path file, Supplier<List<Secret>> secrets) {
    this.file = file;
    this.masking = new LogTail(file, secrets);
  }

  /** The last lines, from at most one megabyte; empty if there is no log. */
  public List<String> last(int count) {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      read = Math.max(0, in.length() - MOST_BYTES);
    } catch (IOException e) {
      return List.of();
    }
    List<String> lines = more();
    return lines.subList(Math.max(0, lines.size() - count), lines.size());
  }

  /** The complete lines that were added since the last call. */
  public List<String> more() {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      if (in.length() < read) {
        read = 0; // A snapshot was restored, so the log is shorter now.
      }
      byte[] bytes = new byte[(int) Math.min(MOST_BYTES, in.length() - read)];
      in.seek(read);
      in.readFully(bytes);
      int whole = bytes.length;
      while (whole > 0 && bytes[whole - 1] != '\n') {
        whole--;
      }
      read += whole;
      return new String(bytes, 0, whole, StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank())
          .map(masking::masked)
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
