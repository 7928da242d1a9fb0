package dev.giteadrone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Looks for secrets: raw, URL-encoded, and in base64 wherever in the encoded text they begin. What
 * it finds names the secret and the form, and never shows the value.
 */
public final class Leaks {
  /** Each form of each secret, by its description. */
  private final Map<String, String> needles = new LinkedHashMap<>();

  /**
   * Looks for these.
   *
   * @param secrets by name; each long enough not to appear by chance
   */
  public Leaks(Map<String, String> secrets) {
    secrets.forEach((name, value) -> {
      if (value.length() < 12) {
        throw new IllegalArgumentException(name + " is too short to look for");
      }
      needles.put(name, latin(value.getBytes(StandardCharsets.UTF_8)));
      needles.put(name + " (URL-encoded)", URLEncoder.encode(value, StandardCharsets.UTF_8));
      for (int before = 0; before < 3; before++) {
        String core = base64(value, before);
        needles.put(name + " (base64 after " + before + ")", core);
        needles.put(
            name + " (base64url after " + before + ")", core.replace('+', '-').replace('/', '_'));
      }
    });
  }

  /** What {@code bytes} give away, each with {@code where} they were seen. */
  public List<String> in(String where, byte[] bytes) {
    String text = latin(bytes);
    return needles.entrySet().stream()
        .filter(needle -> text.contains(needle.getValue()))
        .map(needle -> needle.getKey() + " in " + where)
        .toList();
  }

  /** The same of a text. */
  public List<String> in(String where, String text) {
    return in(where, text.getBytes(StandardCharsets.UTF_8));
  }

  /** The same of all files below a folder, and of their names. */
  public List<String> below(Path folder) {
    List<String> found = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.toList()) {
        found.addAll(in("the name of " + path, path.toString()));
        if (Files.isRegularFile(path)) {
          found.addAll(in(path.toString(), Files.readAllBytes(path)));
        }
      }
    } catch (NoSuchFileException e) {
      throw new IllegalStateException("nothing to search: " + e.getFile(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  /** The part of the encoding that does not depend on what stands before and after the value. */
  static String base64(String value, int before) {
    byte[] secret = value.getBytes(StandardCharsets.UTF_8);
    byte[] padded = new byte[before + secret.length];
    System.arraycopy(secret, 0, padded, before, secret.length);
    // Whole groups of three bytes only, and without the group that the bytes before take part in.
    int from = before == 0 ? 0 : 3;
    int to = padded.length - padded.length % 3;
    return Base64.getEncoder().encodeToString(Arrays.copyOfRange(padded, from, to));
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
