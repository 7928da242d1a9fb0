package dev.giteadrone.cli.sandbox;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a port that ordinary users may listen on. */
final class PortConverter implements ITypeConverter<Integer> {
  private static final int FIRST = 1024;
  private static final int LAST = 65_535;

  @Override
  public Integer convert(String value) {
    if (value.matches("\\d{1,5}")) {
      int port = Integer.parseInt(value);
      if (port >= FIRST && port <= LAST) {
        return port;
      }
    }
    throw new TypeConversionException("'" + value + "' is not a port from 1024 to 65535");
  }
}
