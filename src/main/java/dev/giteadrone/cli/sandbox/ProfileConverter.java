package dev.giteadrone.cli.sandbox;

import dev.giteadrone.sandbox.Profile;
import java.util.Arrays;
import java.util.Iterator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a profile, and names all of them for completions. */
public final class ProfileConverter implements ITypeConverter<Profile>, Iterable<String> {
  /** As picocli makes it. */
  public ProfileConverter() {}

  @Override
  public Profile convert(String value) {
    return Profile.of(value)
        .orElseThrow(
            () -> new TypeConversionException("'" + value + "' is not plain, ipv6 or reference"));
  }

  @Override
  public Iterator<String> iterator() {
    return Arrays.stream(Profile.values()).map(Profile::label).iterator();
  }
}
