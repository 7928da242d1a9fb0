package dev.giteadrone.drone;

import dev.giteadrone.drone.api.BuildsApi;
import dev.giteadrone.drone.api.model.Stage;
import dev.giteadrone.drone.api.model.Step;
import dev.giteadrone.http.Http;
import dev.giteadrone.model.result.Text;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.Build;
import dev.giteadrone.model.server.BuildStage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds. Their stages name the runner that took them. */
final class RestBuilds implements Drone.Builds {
  private static final int PAGE = 25;

  private final Http http;
  private final BuildsApi api;

  RestBuilds(Http http) {
    this.http = http;
    this.api = http.api(BuildsApi.class);
  }

  @Override
  public List<Build> newest(Secret token, String owner, String name) {
    String what = "list builds of " + owner + "/" + name;
    return http
        .body(
            what,
            http.read(
                what, () -> api.listBuilds(new Credential.Bearer(token), owner, name, 1, PAGE)))
        .stream()
        .map(RestBuilds::build)
        .toList();
  }

  @Override
  public Build one(Secret token, String owner, String name, long number) {
    String what = "look at build " + number + " of " + owner + "/" + name;
    return build(
        http.body(
            what,
            http.read(
                what, () -> api.getBuild(new Credential.Bearer(token), owner, name, number))));
  }

  private static Build build(dev.giteadrone.drone.api.model.Build build) {
    List<Stage> stages = build.stages() == null ? List.of() : build.stages();
    return new Build(
        build.number(),
        build.status(),
        Text.neutral(build.after(), 80),
        stages.stream().map(RestBuilds::stage).toList());
  }

  private static BuildStage stage(Stage stage) {
    List<Step> steps = stage.steps() == null ? List.of() : stage.steps();
    return new BuildStage(
        text(stage.name()),
        text(stage.type()),
        text(stage.status()),
        text(stage.error()),
        text(stage.machine()),
        text(stage.os()),
        text(stage.arch()),
        steps.stream().map(RestBuilds::step).toList());
  }

  private static BuildStage.BuildStep step(Step step) {
    return new BuildStage.BuildStep(
        text(step.name()), text(step.status()), step.exitCode(), text(step.error()));
  }

  /** Runners write these texts, so control characters are removed. */
  private static String text(@Nullable String value) {
    return value == null ? "" : Text.neutral(value, 200);
  }
}
