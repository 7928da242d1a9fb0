package dev.giteadrone.testing;

import dev.giteadrone.drone.api.model.Build;
import dev.giteadrone.drone.api.model.Line;
import dev.giteadrone.drone.api.model.Stage;
import dev.giteadrone.drone.api.model.Step;
import dev.giteadrone.services.drone.BuildsApi;
import dev.giteadrone.testing.internal.Calls;
import dev.giteadrone.testing.internal.Waiting;
import dev.giteadrone.testing.internal.WrongUse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Waits for the builds of one repository, and reads them with their logs. */
final class BuildWatch {
  private static final int PAGE = 50;

  private final String owner;
  private final String name;
  private final Supplier<BuildsApi> api;
  private final Supplier<Map<String, String>> logTails;

  /**
   * Watches the builds of one repository.
   *
   * @param api fails once the handle is closed, which ends a wait
   */
  BuildWatch(
      String owner, String name, Supplier<BuildsApi> api, Supplier<Map<String, String>> logTails) {
    this.owner = owner;
    this.name = name;
    this.api = api;
    this.logTails = logTails;
  }

  /** Waits until the build of a push has ended, and returns it. */
  TestBuild ofPush(String sha, Duration limit) {
    long start = System.nanoTime();
    String what = "build of " + slug() + " at " + sha;
    long number =
        Waiting.until(
            what,
            limit,
            () -> {
              List<Build> all = listedUpTo(sha);
              return all.stream()
                  .filter(build -> isByPush(build, sha))
                  .map(Build::number)
                  .findFirst()
                  .map(Waiting::done)
                  .orElseGet(() -> Waiting.notYet(withoutPush(all, sha)));
            },
            logTails);
    Duration left = limit.minusNanos(System.nanoTime() - start);
    return ended(what, number, left.isNegative() ? Duration.ZERO : left);
  }

  /** The newest builds, down to that of the push: many others may be newer. */
  private List<Build> listedUpTo(String sha) {
    List<Build> all = new ArrayList<>();
    List<Build> page;
    int number = 0;
    do {
      page =
          Calls.body(
              "listing the builds of " + slug(), api.get().listBuilds(owner, name, ++number, PAGE));
      all.addAll(page);
    } while (page.size() == PAGE && page.stream().noneMatch(build -> isByPush(build, sha)));
    return all;
  }

  private static boolean isByPush(Build build, String sha) {
    return build.after().equals(sha) && build.event().equals("push");
  }

  /** Waits until a build has ended, and returns it. */
  TestBuild ended(long number, Duration limit) {
    return ended("end of build " + number + " of " + slug(), number, limit);
  }

  private TestBuild ended(String what, long number, Duration limit) {
    Build build =
        Waiting.until(
            what,
            limit,
            () -> {
              // A build that was pushed for has no number before Gitea's webhook has come.
              Optional<Build> now = find(number);
              return now.filter(one -> test(one, false).ended())
                  .map(Waiting::done)
                  .orElseGet(() ->
                      Waiting.notYet(
                          now.map(BuildWatch::seen).orElse("there is no build " + number)));
            },
            logTails);
    return test(build, true);
  }

  /** Reads a build once. */
  TestBuild now(long number) {
    return test(read(number), true);
  }

  private Build read(long number) {
    return Calls.body(
        "reading build " + number + " of " + slug(),
        api.get().getBuild(owner, name, number),
        absent(number));
  }

  /** The answer to a build's number that the repository does not have. */
  static WrongUse absent(long number) {
    return WrongUse.status(
        404,
        "it has no build " + number,
        "give the number of a build that has begun; awaitBuild(number, limit) waits for one");
  }

  private Optional<Build> find(long number) {
    return Calls.found(
        "reading build " + number + " of " + slug(), api.get().getBuild(owner, name, number));
  }

  /** What there is instead of a build by the push: a restarted or promoted one, or nothing. */
  private static String withoutPush(List<Build> all, String sha) {
    String others =
        all.stream()
            .filter(build -> build.after().equals(sha))
            .map(build -> "build " + build.number() + " by " + build.event())
            .collect(Collectors.joining(", "));
    return others.isEmpty()
        ? "Drone has no build of this commit: it has no .drone.yml, its message says [CI SKIP], or"
            + " Gitea could not deliver its webhook"
        : "Drone has no build of this commit by a push, but " + others;
  }

  private String slug() {
    return owner + "/" + name;
  }

  private static String seen(Build build) {
    return "build "
        + build.number()
        + " is "
        + build.status()
        + stages(build).stream()
            .map(stage -> ", its stage " + stage.name() + " " + stage.status())
            .collect(Collectors.joining());
  }

  /** Converts a build, with or without its logs. */
  TestBuild test(Build build, boolean withLogs) {
    return new TestBuild(
        slug(),
        build.number(),
        build.status(),
        text(build.error()),
        build.event(),
        build.after(),
        text(build.deployTo()),
        time(build.started()),
        time(build.finished()),
        stages(build).stream().map(stage -> stage(build, stage, withLogs)).toList());
  }

  private TestBuild.Stage stage(Build build, Stage stage, boolean withLogs) {
    List<Step> steps = Objects.requireNonNullElse(stage.steps(), List.of());
    return new TestBuild.Stage(
        stage.name(),
        text(stage.type()),
        stage.status(),
        text(stage.machine()),
        text(stage.error()),
        time(stage.started()),
        time(stage.stopped()),
        steps.stream()
            .map(step ->
                new TestBuild.Step(
                    step.name(),
                    step.status(),
                    step.exitCode(),
                    text(step.error()),
                    withLogs ? log(build, stage, step) : "",
                    time(step.started()),
                    time(step.stopped())))
            .toList());
  }

  private String log(Build build, Stage stage, Step step) {
    if (time(step.stopped()).isEmpty()) {
      return "";
    }
    return Calls.found(
            "reading the log of " + step.name(),
            api.get().getLog(owner, name, build.number(), stage.number(), step.number()))
        .orElse(List.of())
        .stream()
        .map(Line::out)
        .collect(Collectors.joining());
  }

  private static List<Stage> stages(Build build) {
    return Objects.requireNonNullElse(build.stages(), List.of());
  }

  private static String text(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }

  /** Drone sends 0 for an event that has not happened. */
  private static Optional<Instant> time(@Nullable Long seconds) {
    return seconds == null || seconds == 0
        ? Optional.empty()
        : Optional.of(Instant.ofEpochSecond(seconds));
  }
}
