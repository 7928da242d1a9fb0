package dev.giteadrone.testing.internal;

import java.lang.module.ModuleDescriptor;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Refuses a JUnit that is too old, with a clear message instead of an error about a missing method.
 */
public final class JUnitVersion {
  private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");
  private static final int MAJOR = 5;
  private static final int MINOR = 11;

  private JUnitVersion() {}

  /**
   * Checks the version of the jar that a class comes from. An unknown version is accepted.
   *
   * @throws IllegalStateException if it is older than 5.11
   */
  public static void require(Class<?> ofJUnit) {
    Optional.ofNullable(ofJUnit.getModule().getDescriptor())
        .flatMap(ModuleDescriptor::rawVersion)
        .or(() -> Optional.ofNullable(ofJUnit.getPackage()).map(Package::getImplementationVersion))
        .ifPresent(JUnitVersion::require);
  }

  /** Checks a version, such as {@code 5.10.2}. */
  static void require(String version) {
    Matcher parts = VERSION.matcher(version);
    if (parts.matches()) {
      int number = Integer.parseInt(parts.group(1));
      // The standalone console of JUnit 5 has the platform's version, 1.11 for 5.11.
      int major = number == 1 ? MAJOR : number;
      int minor = Integer.parseInt(parts.group(2));
      if (major < MAJOR || (major == MAJOR && minor < MINOR)) {
        throw new IllegalStateException(
            "@WithGiteaDrone needs JUnit Jupiter %d.%d or newer, but %s is here: raise the version"
                .formatted(MAJOR, MINOR, version));
      }
    }
  }
}
