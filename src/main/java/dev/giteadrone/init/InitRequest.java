package dev.giteadrone.init;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was said on the command line.
 *
 * @param folder where the configuration lies, or will; absolute
 * @param directory what relative paths on the command line are relative to
 * @param given the values of the flags; {@code true} for those that have none
 * @param allowPlainHttp whether plain http to hosts other than loopback is fine
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

  /** The same with one more. */
  InitRequest with(InitFlag flag, String value) {
    Map<InitFlag, String> more = new EnumMap<>(InitFlag.class);
    more.putAll(given);
    more.put(flag, value);
    return new InitRequest(folder, directory, more, allowPlainHttp);
  }
}
