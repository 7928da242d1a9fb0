package dev.giteadrone.doctor;

import dev.giteadrone.gitea.SshLogin;
import dev.giteadrone.model.result.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Whether the host of {@code gitea.admin.cli} can be reached; no command of Gitea is run. */
final class SshCheck {
  private static final String LABEL = "cli";

  private final Machine machine;

  SshCheck(Machine machine) {
    this.machine = machine;
  }

  /**
   * Examines the prefix.
   *
   * @param prefix of {@code gitea.admin.cli}; may be empty
   * @param folder of the configuration, where it runs
   */
  Finding of(List<String> prefix, Path folder) {
    if (prefix.isEmpty()) {
      return Finding.skipped(LABEL, "gitea.admin.cli is not set");
    }
    SshLogin login = new SshLogin(prefix);
    return login.isSsh() ? ssh(login, folder) : other(login, folder);
  }

  private Finding ssh(SshLogin login, Path folder) {
    try {
      int code = login.run(machine.subprocess(), folder, machine.deadline());
      return Finding.ok(
          LABEL,
          login.describe()
              + (code == 0
                  ? " logs in"
                  : " logs in; the host allows only some commands (true ended with " + code + ")"));
    } catch (Failure e) {
      return Finding.of(LABEL, login.describe(), e);
    }
  }

  private Finding other(SshLogin login, Path folder) {
    String program = login.program();
    boolean there =
        program.contains("/")
            ? Files.isExecutable(folder.resolve(program))
            : machine.program(program).isPresent();
    return there
        ? Finding.ok(LABEL, login.describe() + " exists; not run, as it is not ssh")
        : Finding.bad(
            LABEL,
            login.describe() + " does not exist, or cannot be executed",
            "install it and have it on PATH, or correct gitea.admin.cli");
  }
}
