package dev.giteadrone.testing.containers;

import com.github.dockerjava.api.exception.DockerException;
import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.result.Text;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.sandbox.process.LogTail;
import dev.giteadrone.sandbox.process.Readiness;
import dev.giteadrone.testing.ServerPart;
import dev.giteadrone.testing.internal.Waiting;
import dev.giteadrone.time.Poller;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.utility.DockerImageName;

/** One of the three containers. */
final class ServerContainer implements AutoCloseable {
  private static final Case REFUSED =
      Case.of(ProblemId.TESTING_CONTAINER, "refused", "server", "image", "reason");
  private static final Case ENDED =
      Case.of(ProblemId.TESTING_CONTAINER, "ended", "server", "image", "last");

  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final int LINES = 40;

  private final ServerPart part;
  private final String image;
  private final GenericContainer<?> container;
  private final LogTail mask;

  /**
   * Describes a container.
   *
   * @param secrets to be masked in its log
   */
  ServerContainer(
      ServerPart part, String image, Map<String, String> variables, List<Secret> secrets) {
    this.part = part;
    this.image = image;
    this.mask = new LogTail(Path.of(""), () -> secrets);
    this.container =
        new GenericContainer<>(DockerImageName.parse(image))
            .withEnv(variables)
            .waitingFor(new NoWait());
  }

  /** What is set beside the image and the variables. */
  GenericContainer<?> container() {
    return container;
  }

  /**
   * Starts it, and waits until it is ready.
   *
   * @throws Failure if it does not start, or ends
   */
  void start(Readiness ready) {
    try {
      container.start();
    } catch (ContainerLaunchException | DockerException e) {
      throw REFUSED.failure(e, part.label(), image, Text.neutral(root(e), 200));
    }
    Waiting.until(
        part.label() + " in a container of " + image,
        LIMIT,
        () -> look(ready),
        () -> Map.of(part.label(), log()));
  }

  /** The end of its log, without secrets; empty if there is none. */
  String log() {
    if (container.getContainerId() == null) {
      return "";
    }
    List<String> lines = output().lines().filter(line -> !line.isBlank()).toList();
    return lines.subList(Math.max(0, lines.size() - LINES), lines.size()).stream()
        .map(mask::masked)
        .collect(Collectors.joining("\n"));
  }

  /** Its whole output so far. */
  String output() {
    return container.getLogs();
  }

  /** Removes it with its volumes. */
  @Override
  public void close() {
    container.stop();
  }

  private Poller.Poll<String> look(Readiness ready) {
    if (!container.isRunning()) {
      throw ENDED.failure(
          part.label(), image, log().lines().reduce((first, second) -> second).orElse("no output"));
    }
    return ready.look();
  }

  private static String root(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }

  /** Testcontainers would look for ports on localhost, where these containers have none. */
  private static final class NoWait extends AbstractWaitStrategy {
    @Override
    protected void waitUntilReady() {
      // ServerContainer waits.
    }
  }
}
