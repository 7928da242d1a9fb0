package dev.giteadrone.cli.terminal;

import dev.giteadrone.config.Durations;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 90s}, {@code 5m} and {@code 1h30m}. */
public final class DurationConverter implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String value) {
    return Durations.parse(value)
        .orElseThrow(
            () -> new TypeConversionException("'" + value + "' is not like 90s, 5m or 1h30m"));
  }
}
