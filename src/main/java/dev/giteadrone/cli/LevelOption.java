package dev.giteadrone.cli;

import dev.giteadrone.model.desired.Level;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How much verification checks. */
final class LevelOption {
  /** Parses the level, and names all of them for completions. */
  static final class Converter implements ITypeConverter<Level>, Iterable<String> {
    @Override
    public Level convert(String value) {
      for (Level level : Level.values()) {
        if (level.name().toLowerCase(Locale.ROOT).equals(value)) {
          return level;
        }
      }
      throw new TypeConversionException("'" + value + "' is not basic, login or full");
    }

    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(Level.values())
          .map(level -> level.name().toLowerCase(Locale.ROOT))
          .iterator();
    }
  }

  @Option(
      names = "--level",
      paramLabel = "basic|login|full",
      converter = Converter.class,
      completionCandidates = Converter.class,
      description = {
        "How much to verify (default: full).",
        "basic: reads only; login: also a login to Drone; full: also a build on each runner."
      })
  private Level level = Level.FULL;

  Level level() {
    return level;
  }
}
