package dev.giteadrone.reconcile.verify;

import static dev.giteadrone.model.result.CheckResult.failed;
import static dev.giteadrone.model.result.CheckResult.passed;
import static dev.giteadrone.model.result.CheckResult.warned;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.ProblemId;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A release of Gitea, such as 1.26. Patches and pre-releases count as the release itself. */
record GiteaRelease(int major, int minor) implements Comparable<GiteaRelease> {
  private static final Case OLD = Case.of(ProblemId.GITEA_VERSION, "old", "version", "oldest");

  /** Older releases have no access tokens with the scopes that this program needs. */
  private static final GiteaRelease OLDEST = new GiteaRelease(1, 20);

  /** The newest release in {@code it/servers}. */
  private static final GiteaRelease NEWEST_TESTED = new GiteaRelease(1, 26);

  // Forgejo has its own version numbers since 7.0. Its version also names the Gitea release that
  // its API is compatible with.
  private static final Pattern IN_FORGEJO = Pattern.compile("\\+gitea-(\\d{1,6})\\.(\\d{1,6})\\b");
  private static final Pattern IN_GITEA = Pattern.compile("^v?(\\d{1,6})\\.(\\d{1,6})\\b");

  /**
   * Compares the version of a server with the releases this program works with.
   *
   * @param version as the server reports it, such as {@code 1.26.0} or {@code 7.0.1+gitea-1.21.11}
   * @return failed below the oldest release that works; passed with a warning above the newest
   *     tested release, or if {@code version} contains no release; otherwise passed
   */
  static CheckResult check(String version) {
    Optional<GiteaRelease> release = of(version);
    if (release.isEmpty()) {
      return warned(
          CheckId.GITEA_VERSION,
          (version.isBlank() ? "Gitea reports no version" : version + " is not a version number")
              + "; "
              + OLDEST
              + " or newer is needed");
    }
    if (release.get().compareTo(OLDEST) < 0) {
      return failed(CheckId.GITEA_VERSION, OLD.problem(version, OLDEST));
    }
    return release.get().compareTo(NEWEST_TESTED) > 0
        ? warned(
            CheckId.GITEA_VERSION,
            version
                + " is newer than "
                + NEWEST_TESTED
                + ", the newest that this program is tested with")
        : passed(CheckId.GITEA_VERSION, version);
  }

  private static Optional<GiteaRelease> of(String version) {
    return find(IN_FORGEJO, version).or(() -> find(IN_GITEA, version));
  }

  private static Optional<GiteaRelease> find(Pattern pattern, String version) {
    return pattern.matcher(version).results().findFirst().map(GiteaRelease::of);
  }

  private static GiteaRelease of(MatchResult found) {
    return new GiteaRelease(Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2)));
  }

  @Override
  public int compareTo(GiteaRelease other) {
    return Comparator.comparingInt(GiteaRelease::major)
        .thenComparingInt(GiteaRelease::minor)
        .compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
