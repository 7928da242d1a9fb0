package dev.giteadrone.cli.terminal;

import dev.giteadrone.model.desired.Level;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads how much is verified, and names all levels for completions. */
public final class LevelConverter implements ITypeConverter<Level>, Iterable<String> {
  /** As picocli makes it. */
  public LevelConverter() {}

  /** The word on the command line. */
  public static String word(Level level) {
    return level.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Level convert(String value) {
    return Arrays.stream(Level.values())
        .filter(level -> word(level).equals(value))
        .findFirst()
        .orElseThrow(
            () -> new TypeConversionException("'" + value + "' is not basic, login or full"));
  }

  @Override
  public Iterator<String> iterator() {
    return Arrays.stream(Level.values()).map(LevelConverter::word).iterator();
  }
}
