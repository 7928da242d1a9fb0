package dev.giteadrone.gitea;

import dev.giteadrone.io.Subprocess;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.time.Deadline;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Logs in as {@code gitea.admin.cli} does, if it begins with ssh, and runs only {@code true} on the
 * host. Nothing is changed there.
 */
public final class SshLogin {
  private static final String WHAT = "logging in";
  private static final byte[] NO_INPUT = {};

  private final CommandPrefix prefix;

  /**
   * A login by this prefix.
   *
   * @param prefix program and first arguments, at least one
   */
  public SshLogin(List<String> prefix) {
    this.prefix = new CommandPrefix(prefix);
  }

  /** Whether the prefix begins with ssh. */
  public boolean isSsh() {
    return prefix.isSsh();
  }

  /** The program that the prefix begins with, as the configuration has it. */
  public String program() {
    return prefix.words().getFirst();
  }

  /** The prefix in a form that may be shown. */
  public String describe() {
    return prefix.describe();
  }

  /**
   * Logs in.
   *
   * @param directory where ssh runs
   * @return what the host's {@code true} exits with: 0, unless the host allows only other commands
   * @throws Failure if there is no ssh, or no login
   */
  public int run(Subprocess subprocess, Path directory, Deadline deadline) {
    List<String> argv = new ArrayList<>(prefix.login());
    argv.add("true");
    Subprocess.Result result;
    try {
      result =
          subprocess.run(
              new Subprocess.Command(argv, directory, CommandGiteaCli.UNASKED, false),
              NO_INPUT,
              deadline);
    } catch (Failure e) {
      throw new CliFailures(prefix).ofProgram(WHAT, e);
    }
    if (result.exitCode() == CliFailures.SSH_EXIT) {
      throw new CliFailures(prefix).of(WHAT, result.exitCode(), result.stderr());
    }
    return result.exitCode();
  }
}
