package dev.giteadrone.cli.sandbox;

import dev.giteadrone.model.desired.RunnerType;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a runner's type. */
public final class RunnerConverter implements ITypeConverter<RunnerType> {
  /** As picocli makes it. */
  public RunnerConverter() {}

  @Override
  public RunnerType convert(String value) {
    return RunnerType.of(value)
        .orElseThrow(() -> new TypeConversionException("'" + value + "' is not docker or exec"));
  }
}
