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
    for (Profile profile : Profile.values()) {
      if (profile.label().equals(value)) {
        return profile;
      }
    }
    throw new TypeConversionException("'" + value + "' is not plain, ipv6 or reference");
  }
}
