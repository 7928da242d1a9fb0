package dev.giteadrone.cli.fleet;

import dev.giteadrone.report.fleet.Shard;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 2/3}. */
final class ShardConverter implements ITypeConverter<Shard> {
  @Override
  public Shard convert(String value) {
    return Shard.parse(value)
        .orElseThrow(() ->
            new TypeConversionException(
                "'" + value + "' is not like 2/3, with the first number from 1 to the second"));
  }
}
