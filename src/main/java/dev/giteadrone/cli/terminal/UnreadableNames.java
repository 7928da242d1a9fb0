package dev.giteadrone.cli.terminal;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.io.FileNameEncoding;
import dev.giteadrone.model.result.ProblemId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses a command whose file names this process could not read: its locale lacks their letters.
 * It would otherwise fail at the first use of such a name, which may be after a change.
 */
public final class UnreadableNames {
  private static final Case ARGUMENT =
      Case.of(ProblemId.RUN_LOCALE, "argument", "argument", "encoding");
  private static final Case FOLDER = Case.of(ProblemId.RUN_LOCALE, "folder", "encoding");
  private static final Case VARIABLE =
      Case.of(ProblemId.RUN_LOCALE, "variable", "variable", "encoding");

  /** The commands that change nothing and read no file, or that examine this themselves. */
  private static final Set<String> ANYWHERE = Set.of("doctor", "explain", "version", "help");

  /** The variables that name files which are read or written here. */
  private static final List<String> VARIABLES =
      List.of(
          "HOME",
          "XDG_STATE_HOME",
          "XDG_CACHE_HOME",
          "XDG_CONFIG_HOME",
          "SOPS_AGE_KEY_FILE",
          "GITEA_DRONE_SOPS",
          "GITEA_DRONE_CACHE");

  private UnreadableNames() {}

  /**
   * Examines arguments, working directory and variables.
   *
   * @throws dev.giteadrone.model.result.Failure if one of them cannot be used
   */
  public static void refuse(String[] args, ProcessContext shell) {
    FileNameEncoding encoding = FileNameEncoding.ofProcess();
    if (args.length == 0 || encoding.isUtf8() || ANYWHERE.contains(args[0])) {
      return;
    }
    for (String argument : args) {
      if (!encoding.has(argument)) {
        throw ARGUMENT.failure(argument, encoding.name());
      }
    }
    // A path has question marks for what could not be read; this property has not.
    if (!encoding.has(System.getProperty("user.dir", ""))) {
      throw FOLDER.failure(encoding.name());
    }
    Optional<String> variable =
        VARIABLES.stream().filter(name -> !encoding.has(shell.variable(name))).findFirst();
    if (variable.isPresent()) {
      throw VARIABLE.failure(variable.get(), encoding.name());
    }
  }
}
