package dev.giteadrone.testing.internal;

import dev.giteadrone.GiteaDrone;
import dev.giteadrone.GiteaDroneBuilder;
import dev.giteadrone.VerifyLevel;
import dev.giteadrone.errors.GiteaDroneException;
import dev.giteadrone.errors.mapping.FailureMapping;
import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.sandbox.Sandbox;
import dev.giteadrone.sandbox.Snapshot;
import dev.giteadrone.sandbox.process.TcpRelay;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The control of a sandbox of this process. */
public final class SandboxControl implements ServerControl {
  private static final String RUNNER = "runner-";

  private static final Duration REPORT_WITHIN = Duration.ofSeconds(10);

  private final Sandbox sandbox;

  /** Takes over the sandbox: closing this object closes it. */
  public SandboxControl(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  /** The sandbox itself. */
  public Sandbox sandbox() {
    return sandbox;
  }

  @Override
  public List<String> parts() {
    return Stream.concat(
            Stream.of("gitea", "drone"),
            sandbox.runners().stream().map(type -> RUNNER + type.label()).sorted())
        .toList();
  }

  @Override
  public void start(String part) {
    require(part);
    run(() -> {
      switch (part) {
        case "gitea" -> sandbox.startGitea();
        case "drone" -> sandbox.startDrone();
        default -> sandbox.startRunner(type(part));
      }
    });
  }

  @Override
  public void stop(String part) {
    require(part);
    run(() -> {
      switch (part) {
        case "gitea" -> sandbox.stopGitea();
        case "drone" -> sandbox.stopDrone();
        default -> sandbox.stopRunner(type(part));
      }
    });
  }

  @Override
  public Snapshot snapshot() {
    return FailureMapping.translating(sandbox::snapshot);
  }

  @Override
  public void restore(Snapshot snapshot) {
    run(() -> sandbox.restore(snapshot));
  }

  @Override
  public String log(String part) {
    return sandbox.logTail(part);
  }

  @Override
  public String importantLog(String part) {
    return sandbox.importantLog(part);
  }

  @Override
  public String report() {
    GiteaDroneBuilder builder =
        GiteaDrone.config(sandbox.configFile()).level(VerifyLevel.BASIC).timeout(REPORT_WITHIN);
    sandbox.environment().forEach(builder::environment);
    sandbox.caCertificate().ifPresent(builder::caCertificate);
    try (GiteaDrone host = builder.build()) {
      return host.verify().checks().stream()
          .map(check -> check.status() + " " + check.id() + ": " + check.text())
          .collect(Collectors.joining("\n"));
    } catch (GiteaDroneException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Override
  public Optional<TcpRelay> relay(String part) {
    return sandbox.relay(part);
  }

  @Override
  public void close() {
    sandbox.close();
  }

  private void require(String part) {
    if (!parts().contains(part)) {
      String kind = type(part).name();
      throw new IllegalArgumentException(
          "these servers have no %s, but %s; start them with runners(RunnerKind.%s), or"
                  .formatted(part, parts(), kind)
              + " @WithGiteaDrone(runners = RunnerKind."
              + kind
              + ")");
    }
  }

  private static RunnerType type(String part) {
    return Optional.of(part)
        .filter(name -> name.startsWith(RUNNER))
        .flatMap(name -> RunnerType.of(name.substring(RUNNER.length())))
        .orElseThrow(() -> new IllegalArgumentException("no part " + part));
  }

  private static void run(Runnable action) {
    FailureMapping.translating(() -> {
      action.run();
      return "";
    });
  }
}
