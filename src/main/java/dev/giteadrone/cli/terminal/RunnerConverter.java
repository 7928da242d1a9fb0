package dev.giteadrone.cli.terminal;

import dev.giteadrone.model.desired.RunnerType;
import java.util.Arrays;
import java.util.Iterator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a runner's type, and names all of them for completions. */
public final class RunnerConverter implements ITypeConverter<RunnerType>, Iterable<String> {
  /** As picocli makes it. */
  public RunnerConverter() {}

  @Override
  public RunnerType convert(String value) {
    return RunnerType.of(value)
        .orElseThrow(() -> new TypeConversionException("'" + value + "' is not docker or exec"));
  }

  @Override
  public Iterator<String> iterator() {
    return Arrays.stream(RunnerType.values()).map(RunnerType::label).iterator();
  }
}
