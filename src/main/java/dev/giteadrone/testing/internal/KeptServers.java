package dev.giteadrone.testing.internal;

import dev.giteadrone.RunnerKind;
import dev.giteadrone.errors.mapping.FailureMapping;
import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.sandbox.Detached;
import dev.giteadrone.sandbox.DetachedOptions;
import dev.giteadrone.sandbox.Profile;
import dev.giteadrone.sandbox.server.LogLines;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * Servers that keep running when the JVM ends, each pair with a name, as {@code gitea-drone sandbox
 * up} starts them. Several test runs use them. So everything that a test creates has a mark and is
 * removed at the end, and nothing is stopped.
 */
public final class KeptServers {
  private static final int LINES = 40;
  private static final int MANY_LINES = 20_000;

  private KeptServers() {}

  /**
   * The servers of this name. Uses running ones, or starts stopped ones again, or starts new ones.
   *
   * @param runners of new servers; running ones must have the same
   * @param profile the name of a profile of the sandbox
   */
  public static StartedSandbox up(String name, Collection<RunnerKind> runners, String profile) {
    DetachedOptions options =
        DetachedOptions.any()
            .withRunners(
                runners.stream()
                    .map(kind -> RunnerType.valueOf(kind.name()))
                    .collect(Collectors.toSet()))
            .withProfile(Profile.valueOf(profile));
    return FailureMapping.translating(() -> {
      Detached servers = Detached.up(name, options, Progress.SILENT);
      AdminRecord admin = servers.admin();
      return new StartedSandbox(
          new Endpoints(servers.giteaUrl(), servers.droneUrl(), servers.caCertificate()),
          new AttachedControl(
              servers.logs(),
              part -> String.join("\n", servers.log(part).last(LINES)),
              part -> LogLines.important(servers.log(part).last(MANY_LINES))),
          RunMark.shared(),
          servers.username(),
          admin.get(AdminKey.PASSWORD).orElseThrow(),
          admin.get(AdminKey.DRONE_TOKEN));
    });
  }
}
