package dev.giteadrone.sandbox.host;

import dev.giteadrone.io.Dotenv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/** Reads a file of variables in the format of systemd's {@code EnvironmentFile}. */
final class EnvironmentFile {
  private EnvironmentFile() {}

  /** The variables in their order; empty if there is no such file. */
  static Map<String, String> read(Path file) throws IOException {
    try {
      return parse(Files.readString(file));
    } catch (NoSuchFileException e) {
      return Map.of();
    }
  }

  /** The variables in {@code text}. Comments and lines without an assignment are ignored. */
  static Map<String, String> parse(String text) {
    return Dotenv.parse(text).values();
  }
}
