package dev.giteadrone.sandbox.process;

import dev.giteadrone.model.result.Text;
import dev.giteadrone.model.secret.Secret;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The end of a server's log, without secrets.
 *
 * @param file the log
 * @param secrets values to mask
 */
public record LogTail(Path file, Supplier<List<Secret>> secrets) {
  private static final int MAX_BYTES = 16 * 1024;
  private static final int MAX_LINE = 240;

  // Drone writes the administrator's token into its log when it creates the account.
  private static final Pattern TOKEN = Pattern.compile("(\"token\":)\"[^\"]*\"");

  // It also logs requests with their queries, which may contain a webhook's secret or the code of a
  // login.
  private static final Pattern QUERY =
      Pattern.compile("([?&](?:secret|access_token|token|code|state)=)[^&\\s\"]*");

  /** The last lines, each without control characters; empty if there is no log. */
  public String lines(int count) {
    List<String> all = read().lines().filter(line -> !line.isBlank()).toList();
    return String.join(
        "\n",
        all.subList(Math.max(0, all.size() - count), all.size()).stream()
            .map(this::masked)
            .toList());
  }

  /** A line without secrets and control characters. */
  public String masked(String line) {
    String text = TOKEN.matcher(line).replaceAll("$1(secret)");
    text = QUERY.matcher(text).replaceAll("$1(secret)");
    for (Secret secret : secrets.get()) {
      if (!secret.isBlank()) {
        text = text.replace(secret.reveal(), "(secret)");
      }
    }
    return Text.neutral(text, MAX_LINE);
  }

  private String read() {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      long from = Math.max(0, in.length() - MAX_BYTES);
      byte[] bytes = new byte[(int) (in.length() - from)];
      in.seek(from);
      in.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
