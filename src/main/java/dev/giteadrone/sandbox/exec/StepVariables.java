package dev.giteadrone.sandbox.exec;

import dev.giteadrone.drone.api.model.Build;
import dev.giteadrone.drone.api.model.Repository;
import dev.giteadrone.drone.api.model.Stage;
import dev.giteadrone.drone.api.model.StageDetails;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The variables that Drone's runners set for each step. */
final class StepVariables {
  private StepVariables() {}

  /** The variables of a stage. */
  static Map<String, String> of(StageDetails details, String machine) {
    Build build = details.build();
    Repository repository = details.repository();
    Stage stage = details.stage();
    Map<String, String> v = new LinkedHashMap<>();
    v.put("CI", "true");
    v.put("DRONE", "true");
    v.put("DRONE_REPO", repository.slug());
    v.put("DRONE_REPO_NAMESPACE", repository.namespace());
    v.put("DRONE_REPO_OWNER", repository.namespace());
    v.put("DRONE_REPO_NAME", repository.name());
    v.put("DRONE_REPO_LINK", Objects.requireNonNullElse(repository.link(), ""));
    v.put("DRONE_GIT_HTTP_URL", Objects.requireNonNullElse(repository.gitHttpUrl(), ""));
    v.put("DRONE_BUILD_NUMBER", Long.toString(build.number()));
    v.put("DRONE_BUILD_EVENT", build.event());
    v.put("DRONE_BUILD_STATUS", "success");
    v.put("DRONE_COMMIT", build.after());
    v.put("DRONE_COMMIT_SHA", build.after());
    v.put("DRONE_COMMIT_REF", build.ref());
    v.put("DRONE_COMMIT_BEFORE", Objects.requireNonNullElse(build.before(), ""));
    v.put("DRONE_COMMIT_BRANCH", Objects.requireNonNullElse(build.target(), ""));
    v.put("DRONE_BRANCH", Objects.requireNonNullElse(build.target(), ""));
    v.put("DRONE_STAGE_KIND", "pipeline");
    v.put("DRONE_STAGE_TYPE", "exec");
    v.put("DRONE_STAGE_NAME", stage.name());
    v.put("DRONE_STAGE_NUMBER", Integer.toString(stage.number()));
    v.put("DRONE_STAGE_OS", stage.os());
    v.put("DRONE_STAGE_ARCH", stage.arch());
    v.put("DRONE_STAGE_MACHINE", machine);
    v.put("DRONE_RUNNER_HOSTNAME", machine);
    v.put("DRONE_RUNNER_PLATFORM", "linux/" + ExecStandIn.arch());
    return v;
  }
}
