package dev.giteadrone.sandbox.exec;

import dev.giteadrone.drone.api.model.Netrc;
import dev.giteadrone.drone.api.model.Stage;
import dev.giteadrone.drone.api.model.StageDetails;
import dev.giteadrone.drone.api.model.Step;
import dev.giteadrone.sandbox.process.Folder;
import dev.giteadrone.sandbox.process.SystemUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs one stage that the stand-in has accepted, in its own workspace. */
final class StageRun {
  private final RunnerClient client;
  private final ExecStandIn.Settings settings;
  private final long id;
  private volatile @Nullable StepProcess current;
  private volatile boolean cancelled;
  private volatile boolean ended;

  StageRun(RunnerClient client, ExecStandIn.Settings settings, long id) {
    this.client = client;
    this.settings = settings;
    this.id = id;
  }

  /**
   * Runs the stage to its end.
   *
   * @return the stage's status
   */
  String run() throws IOException {
    StageDetails details = client.get(client.api().getStageDetails(client.credential(), id));
    Stage stage = details.stage().withMachine(settings.machine()).withStarted(now());
    Path workspace = null;
    Thread watcher = null;
    try {
      ExecPipeline pipeline =
          ExecPipeline.of(details.config().data(), stage.name(), CloneStep.of(details));
      stage = update(stage.withStatus("running").withSteps(pending(pipeline)));
      long build = details.build().id();
      watcher = Thread.ofPlatform().daemon().name("watch-" + id).start(() -> watch(build));
      workspace = workspace(details.netrc());
      return run(stage, pipeline, details, workspace);
    } catch (ExecPipeline.InvalidException e) {
      update(stage.withStatus("error").withError(e.getMessage()).withStopped(now()));
      return "error";
    } finally {
      ended = true;
      if (watcher != null) {
        watcher.interrupt();
      }
      if (workspace != null) {
        Folder.delete(workspace);
      }
    }
  }

  /** Ends the running step, as the real runner does when it is stopped. */
  void kill() {
    cancelled = true;
    StepProcess step = current;
    if (step != null) {
      step.kill();
    }
  }

  private String run(Stage begun, ExecPipeline pipeline, StageDetails details, Path workspace)
      throws IOException {
    Map<String, String> variables = new HashMap<>(settings.variables());
    variables.putAll(StepVariables.of(details, settings.machine()));
    List<Step> done = new ArrayList<>();
    String status = "success";
    int exitCode = 0;
    List<Step> steps = begun.steps() == null ? List.of() : begun.steps();
    for (Step step : steps) {
      ExecPipeline.ExecStep wanted = pipeline.step(step.name());
      if (cancelled || !(status.equals("success") ? wanted.onSuccess() : wanted.onFailure())) {
        done.add(update(step.withStatus(cancelled ? "killed" : "skipped").withStopped(now())));
        continue;
      }
      Step result = run(step, wanted, variables, details, workspace);
      done.add(result);
      if (!result.status().equals("success") && !wanted.ignoreFailure()) {
        status = "failure";
        exitCode = result.exitCode();
      }
    }
    status = cancelled ? "killed" : status;
    update(begun.withStatus(status).withExitCode(exitCode).withStopped(now()).withSteps(done));
    return status;
  }

  private Step run(
      Step step,
      ExecPipeline.ExecStep wanted,
      Map<String, String> variables,
      StageDetails details,
      Path workspace)
      throws IOException {
    Step running = update(step.withStatus("running").withStarted(now()));
    StepProcess process =
        new StepProcess(client, running.id(), workspace, settings.account(), details);
    current = process;
    if (cancelled) {
      process.kill();
    }
    int exitCode = process.run(wanted, variables);
    current = null;
    String status = cancelled ? "killed" : exitCode == 0 ? "success" : "failure";
    return update(running.withStatus(status).withExitCode(exitCode).withStopped(now()));
  }

  /** Waits until somebody cancels the build. */
  private void watch(long build) {
    while (!ended && !cancelled) {
      try {
        if (client.status(client.api().watchBuild(client.credential(), build)) == 200 && !ended) {
          kill();
        }
      } catch (IOException e) {
        return;
      }
    }
  }

  private List<Step> pending(ExecPipeline pipeline) {
    List<Step> steps = new ArrayList<>();
    for (ExecPipeline.ExecStep step : pipeline.steps()) {
      steps.add(
          new Step(0, id, steps.size() + 1, step.name(), "pending", null, null, 0, null, null, 0));
    }
    return steps;
  }

  private Stage update(Stage stage) throws IOException {
    return client.get(client.api().updateStage(client.credential(), stage.id(), stage));
  }

  private Step update(Step step) throws IOException {
    return client.get(client.api().updateStep(client.credential(), step.id(), step));
  }

  private Path workspace(@Nullable Netrc netrc) throws IOException {
    SystemUser account = settings.account();
    Path root = Files.createTempDirectory(settings.workspaces(), "drone-");
    Folder.owned(root, account);
    Folder.owned(root.resolve("home"), account);
    Folder.owned(root.resolve("src"), account);
    if (netrc != null) {
      account.own(
          Folder.write(
              root.resolve("home/.netrc"),
              "machine %s login %s password %s\n"
                  .formatted(netrc.machine(), netrc.login(), netrc.password()),
              "rw-------"));
    }
    return root;
  }

  private static long now() {
    return Instant.now().getEpochSecond();
  }
}
