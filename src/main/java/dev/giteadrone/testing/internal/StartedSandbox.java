package dev.giteadrone.testing.internal;

import dev.giteadrone.RunnerKind;
import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.errors.mapping.FailureMapping;
import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.sandbox.Profile;
import dev.giteadrone.sandbox.Sandbox;
import dev.giteadrone.sandbox.SandboxOptions;
import dev.giteadrone.sandbox.server.FixedPorts;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A sandbox whose servers work together.
 *
 * @param username of the administrator
 * @param password of the administrator
 * @param droneToken of the administrator
 */
public record StartedSandbox(
    Endpoints endpoints,
    ServerControl control,
    RunMark mark,
    String username,
    Secret password,
    Optional<Secret> droneToken) {
  private static final Case NO_RUNNER = Case.of(ProblemId.TESTING_DOCKER, "no-runner", "seen");

  /**
   * Starts a sandbox.
   *
   * @param profile the name of a {@link Profile}
   * @param buildMissing whether missing programs are built
   * @param giteaPort a fixed port, or null for a free one
   * @param dronePort a fixed port, or null for a free one
   */
  public static StartedSandbox start(
      Collection<RunnerKind> runners,
      String profile,
      boolean relay,
      boolean buildMissing,
      @Nullable Integer giteaPort,
      @Nullable Integer dronePort) {
    Set<RunnerType> types =
        runners.stream().map(kind -> RunnerType.valueOf(kind.name())).collect(Collectors.toSet());
    SandboxOptions options =
        SandboxOptions.blank()
            .withRunners(types)
            .withProfile(Profile.valueOf(profile))
            .withRelay(relay)
            .withPorts(
                new FixedPorts(Optional.ofNullable(giteaPort), Optional.ofNullable(dronePort)));
    return FailureMapping.translating(() -> {
      Prerequisites.ofThisMachine().check(options, buildMissing);
      NoDocker noDocker = new NoDocker();
      Sandbox sandbox = Sandbox.startWired(options, noDocker);
      return of(sandbox, types, noDocker);
    });
  }

  /** Takes over a sandbox whose servers work together, even if runners are missing. */
  public static StartedSandbox of(Supplier<Sandbox> start) {
    return FailureMapping.translating(() -> of(start.get(), Set.of(), new NoDocker()));
  }

  private static StartedSandbox of(Sandbox sandbox, Set<RunnerType> wanted, NoDocker noDocker) {
    try {
      noDocker.refuse(sandbox, wanted);
      AdminRecord admin = sandbox.admin();
      return new StartedSandbox(
          new Endpoints(sandbox.giteaUrl(), sandbox.droneUrl(), sandbox.caCertificate()),
          new SandboxControl(sandbox),
          RunMark.alone(),
          sandbox.adminName(),
          admin.get(AdminKey.PASSWORD).orElseThrow(),
          admin.get(AdminKey.DRONE_TOKEN));
    } catch (RuntimeException e) {
      sandbox.close();
      throw e;
    }
  }

  /**
   * Receives the reason why there is no Docker. A test that wants the docker runner must fail
   * without it.
   */
  private static final class NoDocker implements Progress {
    private String reason = "";

    @Override
    public void warning(String text) {
      reason = text;
    }

    void refuse(Sandbox sandbox, Set<RunnerType> wanted) {
      boolean missing =
          wanted.contains(RunnerType.DOCKER) && !sandbox.runners().contains(RunnerType.DOCKER);
      if (missing) {
        throw NO_RUNNER.failure(reason);
      }
    }
  }
}
