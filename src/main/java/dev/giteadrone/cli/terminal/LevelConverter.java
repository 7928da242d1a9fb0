package dev.giteadrone.cli.terminal;

import dev.giteadrone.model.desired.Level;
import java.util.Arrays;
import java.util.Iterator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads how much is verified, and names all levels for completions. */
public final class LevelConverter implements ITypeConverter<Level>, Iterable<String> {
  /** As picocli makes it. */
  public LevelConverter() {}

  @Override
  public Level convert(String value) {
    return Arrays.stream(Level.values())
        .filter(level -> level.label().equals(value))
        .findFirst()
        .orElseThrow(
            () -> new TypeConversionException("'" + value + "' is not basic, login or full"));
  }

  @Override
  public Iterator<String> iterator() {
    return Arrays.stream(Level.values()).map(Level::label).iterator();
  }
}
