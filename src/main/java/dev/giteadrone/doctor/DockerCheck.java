package dev.giteadrone.doctor;

import dev.giteadrone.io.Subprocess;
import dev.giteadrone.model.result.Text;
import java.util.Optional;

/** Whether a Docker daemon answers. Only a sandbox with the docker runner uses one here. */
final class DockerCheck {
  private static final String LABEL = "docker";
  private static final String USE = "; only a sandbox's docker runner needs it";

  private DockerCheck() {}

  static Finding of(Machine machine) {
    Optional<String> program = machine.program("docker");
    if (program.isEmpty()) {
      return Finding.skipped(LABEL, "not installed" + USE);
    }
    Optional<Subprocess.Result> answer =
        machine.run(program.get(), "version", "--format", "{{.Server.Version}}");
    if (answer.isPresent() && answer.get().exitCode() == 0) {
      return Finding.ok(LABEL, Text.neutral(answer.get().text(), 40) + ", the daemon answers");
    }
    String said = answer.map(Subprocess.Result::stderr).orElse("");
    String seen =
        answer.isEmpty()
            ? "the daemon does not answer in time"
            : Text.contains(said, "permission denied")
                ? "this user may not use the daemon"
                : "no daemon answers";
    return Finding.skipped(LABEL, seen + USE);
  }
}
