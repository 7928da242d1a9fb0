package dev.giteadrone.io;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;

/**
 * The letters that a process can use in file names, arguments and variables. The locale decides:
 * without one, as in cron, Java knows ASCII only.
 *
 * @param name of the character set, such as UTF-8 or ANSI_X3.4-1968
 */
public record FileNameEncoding(String name) {
  /** That of this process, from Java's property {@code sun.jnu.encoding}, which cannot be set. */
  public static FileNameEncoding ofProcess() {
    return new FileNameEncoding(System.getProperty("sun.jnu.encoding", "unknown"));
  }

  /** Whether every name can be used. */
  public boolean isUtf8() {
    return charset().filter(StandardCharsets.UTF_8::equals).isPresent();
  }

  /**
   * Whether all letters of a text can be used. What was read with this encoding has a replacement
   * character for each letter that it lacks, and so cannot be used either.
   */
  public boolean has(String text) {
    return charset()
        .map(charset -> charset.canEncode() && charset.newEncoder().canEncode(text))
        .orElse(false);
  }

  private Optional<Charset> charset() {
    try {
      return Optional.of(Charset.forName(name));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return Optional.empty();
    }
  }
}
