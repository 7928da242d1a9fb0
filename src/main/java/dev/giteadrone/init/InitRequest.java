package dev.giteadrone.init;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The command line of {@code init}.
 *
 * @param folder the folder of the configuration; absolute
 * @param directory the working directory, for relative paths
 * @param given the values of the flags; {@code true} for those that have none
 * @param allowPlainHttp whether plain http to hosts other than loopback is allowed
 */
public record InitRequest(
    Path folder, Path directory, Map<InitFlag, String> given, boolean allowPlainHttp) {
  /** Copies the map. */
  public InitRequest {
    given = Map.copyOf(given);
  }

  /** A flag's value. */
  Optional<String> get(InitFlag flag) {
    return Optional.ofNullable(given.get(flag));
  }

  boolean has(InitFlag flag) {
    return given.containsKey(flag);
  }

  /** This request with one more flag. */
  InitRequest with(InitFlag flag, String value) {
    Map<InitFlag, String> more = new EnumMap<>(InitFlag.class);
    more.putAll(given);
    more.put(flag, value);
    return new InitRequest(folder, directory, more, allowPlainHttp);
  }
}
