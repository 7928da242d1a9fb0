package dev.giteadrone.sandbox;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.sandbox.process.ProcessId;
import dev.giteadrone.sandbox.process.Programs;
import dev.giteadrone.sandbox.server.RunnerFact;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;

/** The process that runs the servers of a detached sandbox, until it is told to end. */
final class DetachedServer {
  private static final Case DEFECT =
      Case.of(ProblemId.SANDBOX_START, "defect", "name", "error", "log");

  private static final long LOOK_EVERY_MILLIS = 1000;

  private final DetachedFolder folder;
  private final String mark;
  private DetachedState state;

  private DetachedServer(DetachedFolder folder, DetachedState state) {
    this.folder = folder;
    this.state = state;
    this.mark = state.mark();
  }

  /**
   * Runs one sandbox.
   *
   * @param arguments one argument: the folder of the sandbox
   */
  public static void main(String[] arguments) {
    DetachedFolder folder = new DetachedFolder(Path.of(arguments[0]));
    DetachedState state = folder.read().orElseThrow();
    System.exit(new DetachedServer(folder, state).run().code());
  }

  private ExitCode run() {
    write(state.by(ProcessId.of(ProcessHandle.current().pid()).orElseThrow()));
    try (Sandbox sandbox = start()) {
      write(facts(sandbox).in(DetachedState.Phase.RUNNING));
      while (isWanted()) {
        Thread.sleep(LOOK_EVERY_MILLIS);
      }
      return ExitCode.DONE;
    } catch (Failure e) {
      return failed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.FAILED;
    } catch (RuntimeException e) {
      e.printStackTrace();
      return failed(DEFECT.failure(e, folder.name(), e.getClass().getSimpleName(), folder.log()));
    }
  }

  private ExitCode failed(Failure failure) {
    System.out.println("✗ " + failure.problem());
    if (isWanted()) {
      write(state.failed(failure));
    }
    return failure.exitCode();
  }

  private Sandbox start() {
    SandboxOptions options = state.options().sandbox().in(Path.of(state.servers()));
    Progress progress = folder.progress().writer(System.out);
    if (state.isWhole()) {
      return Sandbox.resume(options, progress);
    }
    return state.options().blank().orElse(false)
        ? Sandbox.start(options, progress)
        : Sandbox.startWired(options, progress);
  }

  /** Whether the folder still exists and still belongs to this process. */
  private boolean isWanted() {
    return folder.read().map(DetachedState::mark).equals(Optional.of(mark));
  }

  private DetachedState facts(Sandbox sandbox) {
    SandboxDescription what = sandbox.description();
    DetachedOptions options =
        state
            .options()
            .withPorts(
                Optional.of(sandbox.giteaUrl().getPort()),
                Optional.of(sandbox.droneUrl().getPort()));
    return state
        .with(options)
        .with(DetachedState.GITEA, sandbox.giteaUrl().toString())
        .with(DetachedState.DRONE, sandbox.droneUrl().toString())
        .with(DetachedState.GITEA_VERSION, what.giteaVersion())
        .with(DetachedState.DRONE_VERSION, what.droneVersion())
        .with(DetachedState.DOCKER, what.docker())
        .with(
            DetachedState.MACHINES,
            what.runners().stream()
                .map(RunnerFact::machine)
                .sorted()
                .collect(Collectors.joining(",")))
        .with(DetachedState.HOST, sandbox.hostFolder().toString())
        .with(DetachedState.OPERATOR_KEY, sandbox.operatorKeyFile().toString())
        .with(DetachedState.ENVIRONMENT_FILE, sandbox.environmentFile(0).toString())
        .with(DetachedState.CA, sandbox.caCertificate().map(Path::toString).orElse(""))
        .with(DetachedState.PROGRAMS, Programs.ofEnvironment().bin().toString());
  }

  private void write(DetachedState now) {
    state = now;
    folder.write(now);
  }
}
