package dev.giteadrone.report;

import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.RunnerType;
import java.util.List;

/**
 * What the configuration wants connected, beside the two servers.
 *
 * @param administrator the user name in Gitea
 * @param secretsFile the name of the file that the host reads
 * @param runners the kinds of runner that must pick up builds
 */
public record Setup(String administrator, String secretsFile, List<RunnerType> runners) {
  /** Copies the list. */
  public Setup {
    runners = List.copyOf(runners);
  }

  /** What this configuration wants. */
  public static Setup of(Desired desired) {
    return new Setup(
        desired.gitea().username(),
        String.valueOf(desired.secrets().host().file().getFileName()),
        List.copyOf(desired.drone().runners()));
  }
}
