package dev.giteadrone.testing;

import org.jspecify.annotations.Nullable;

/**
 * Assertions on builds, for projects that have AssertJ.
 *
 * <pre>{@code
 * import static dev.giteadrone.testing.GiteaDroneAssertions.assertThat;
 *
 * assertThat(build).succeeded().ranOn("exec").stepLogContains("test", "ok");
 * }</pre>
 */
public final class GiteaDroneAssertions {
  private GiteaDroneAssertions() {}

  /** Starts assertions on a build. */
  public static BuildAssert assertThat(@Nullable TestBuild build) {
    return new BuildAssert(build);
  }
}
