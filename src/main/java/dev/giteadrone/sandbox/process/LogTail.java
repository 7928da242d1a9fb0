package dev.giteadrone.sandbox.process;

import dev.giteadrone.model.result.Text;
import dev.giteadrone.model.secret.Secret;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The end of a server's log, without secrets.
 *
 * @param file the log
 * @param secrets values to mask
 */
public record LogTail(Path file, Supplier<List<Secret>> secrets) {
  private static final int MAX_BYTES = 16 * 1024;

  /** Enough for some minutes of Drone's debug log while a test waits for a build. */
  private static final int MANY_BYTES = 4 * 1024 * 1024;

  private static final int MAX_LINE = 240;

  // Drone writes the administrator's token into its log when it creates the account.
  private static final Pattern TOKEN = Pattern.compile("(\"token\":)\"[^\"]*\"");

  // It also logs requests with their queries, which may contain a webhook's secret or the code of a
  // login. In JSON it writes the & between two parameters as a code of six characters.
  private static final Pattern QUERY =
      Pattern.compile(
          "((?:[?&]|\\\\u0026)(?:secret|access_token|token|code|state)=)(?:(?!\\\\u0026)[^&\\s\"])*");

  /** The last lines as part of a message: as {@link #lines(int)}, with an indent. */
  public String indented(int count) {
    return lines(count).indent(4).stripTrailing();
  }

  /** The last lines, each without control characters; empty if there is no log. */
  public String lines(int count) {
    return last(MAX_BYTES, line -> true, count, line -> line);
  }

  /**
   * The last lines of a kind, from a long end of the log, each without secrets and control
   * characters.
   *
   * @param wanted whether a line is of this kind
   * @param reading makes a line readable
   */
  public String lines(Predicate<String> wanted, int count, UnaryOperator<String> reading) {
    return last(MANY_BYTES, wanted, count, reading);
  }

  private String last(
      int bytes, Predicate<String> wanted, int count, UnaryOperator<String> reading) {
    List<String> all =
        read(bytes).lines().filter(line -> !line.isBlank() && wanted.test(line)).toList();
    return String.join(
        "\n",
        all.subList(Math.max(0, all.size() - count), all.size()).stream()
            .map(line -> masked(reading.apply(withoutSecrets(line))))
            .toList());
  }

  /** A line without secrets and control characters. */
  public String masked(String line) {
    return Text.neutral(withoutSecrets(line), MAX_LINE);
  }

  private String withoutSecrets(String line) {
    String text = TOKEN.matcher(line).replaceAll("$1(secret)");
    text = QUERY.matcher(text).replaceAll("$1(secret)");
    for (Secret secret : secrets.get()) {
      if (!secret.isBlank()) {
        text = text.replace(secret.reveal(), "(secret)");
      }
    }
    return text;
  }

  private String read(int most) {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      long from = Math.max(0, in.length() - most);
      byte[] bytes = new byte[(int) (in.length() - from)];
      in.seek(from);
      in.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
