package dev.giteadrone.cli.sandbox;

import dev.giteadrone.sandbox.Profile;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a profile. */
public final class ProfileConverter implements ITypeConverter<Profile> {
  /** As picocli makes it. */
  public ProfileConverter() {}

  @Override
  public Profile convert(String value) {
    return Profile.of(value)
        .orElseThrow(
            () -> new TypeConversionException("'" + value + "' is not plain, ipv6 or reference"));
  }
}
