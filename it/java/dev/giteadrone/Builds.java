package dev.giteadrone;

import dev.giteadrone.drone.Drone;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.Build;
import dev.giteadrone.model.server.Repository;
import dev.giteadrone.servers.RawApi;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Poller;
import dev.giteadrone.time.Timeline;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The administrator of wired servers pushes, and sees what Drone and its runners build. */
public final class Builds {
  private final HostFixture host;
  private final Credential.Basic owner;
  private final Secret token;

  /** Reads once who the administrator is. */
  Builds(HostFixture host) {
    this.host = host;
    this.owner = host.basic();
    this.token = host.admin().get(AdminKey.DRONE_TOKEN).orElseThrow();
  }

  /** Who owns what is pushed. */
  public Credential.Basic owner() {
    return owner;
  }

  /** The same person's user name. */
  public String ownerName() {
    return owner.username();
  }

  /** The owner's API token in Drone. */
  public Secret token() {
    return token;
  }

  /** Makes and activates a repository, pushes this pipeline and returns the build's number. */
  public long push(String name, String pipeline) {
    Repository repository = host.gitea().repositories().create(owner, name, "");
    Drone drone = host.drone();
    drone.accounts().sync(token);
    drone.repositories().activate(token, ownerName(), name);
    String commit =
        host.gitea().commits().create(owner, repository, ".drone.yml", pipeline, "Prove it");
    return until(
            "the build of " + name,
            () ->
                drone.builds().newest(token, ownerName(), name).stream()
                    .filter(build -> build.commit().equals(commit))
                    .findFirst())
        .number();
  }

  /** The build as soon as all its stages have this status, or it has ended. */
  public Build await(String name, long number, String status) {
    Drone drone = host.drone();
    return until(
        "the stages of " + name,
        () ->
            Optional.of(drone.builds().one(token, ownerName(), name, number))
                .filter(build ->
                    !build.stages().isEmpty()
                        && build.stages().stream()
                            .allMatch(s -> s.finished() || s.status().equals(status))));
  }

  /** The build when it has ended, which is a moment after its last stage has. */
  public Build awaitEnd(String name, long number) {
    Drone drone = host.drone();
    return until(
        "the end of build " + number + " of " + name,
        () ->
            Optional.of(drone.builds().one(token, ownerName(), name, number))
                .filter(build -> !List.of("pending", "running").contains(build.status())));
  }

  /** What a step printed. */
  public String log(String name, long build, int stage, int step) {
    StringBuilder text = new StringBuilder();
    api()
        .get(path(name, build) + "/logs/" + stage + "/" + step)
        .forEach(line -> text.append(line.path("out").asText()));
    return text.toString();
  }

  /** Cancels a build, as somebody in the browser would. */
  public void cancel(String name, long build) {
    api().delete(path(name, build));
  }

  private String path(String name, long build) {
    return "/api/repos/%s/%s/builds/%d".formatted(ownerName(), name, build);
  }

  private RawApi api() {
    return host.droneApi(new Credential.Bearer(token));
  }

  private static <T> T until(String what, Supplier<Optional<T>> look) {
    return new Poller(new Timeline(), Progress.SILENT)
        .until(
            what,
            Deadline.in(Duration.ofMinutes(1)),
            Duration.ofMillis(50),
            () -> look.get().map(Poller.Poll::done).orElseGet(() -> Poller.Poll.notYet("none")))
        .value()
        .orElseThrow(() -> new AssertionError("no end of waiting for " + what));
  }
}
