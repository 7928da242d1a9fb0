package dev.giteadrone.gitea;

import dev.giteadrone.io.Subprocess;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Text;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.ListedUser;
import dev.giteadrone.time.Deadline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Gitea's own program, started through the operator's command prefix, such as {@code [ssh,
 * deploy@host, sudo, -n, gitea-drone-admin]}. It only works as Gitea's own user, so the prefix must
 * change to that user.
 */
public final class CommandGiteaCli implements GiteaCli {
  private static final byte[] NO_INPUT = {};

  /** Enough for a slow host: a command normally takes a few seconds. */
  private static final Duration LIMIT = Duration.ofMinutes(1);

  /** Shorter, because what follows a look waits again. */
  private static final Duration LOOK_LIMIT = Duration.ofSeconds(20);

  /**
   * Even without standard input, ssh asks for passwords and unknown host keys on the terminal. With
   * these variables it runs a program to ask, and this program gives no answer (OpenSSH 8.4 and
   * newer).
   */
  static final Map<String, String> UNASKED =
      Map.of("SSH_ASKPASS_REQUIRE", "force", "SSH_ASKPASS", "false");

  private final CommandPrefix prefix;
  private final Subprocess subprocess;
  private final Path directory;

  /**
   * Creates a command line behind {@code prefix}.
   *
   * @param prefix program and first arguments, at least one
   * @param directory where it runs: the folder of the configuration file
   */
  public CommandGiteaCli(List<String> prefix, Subprocess subprocess, Path directory) {
    this.prefix = new CommandPrefix(prefix);
    this.subprocess = subprocess;
    this.directory = directory;
  }

  /**
   * A wrapper may allow fewer commands than Gitea's own program. If it refuses this one, that is no
   * failure.
   */
  @Override
  public ListedUser look(String username, Deadline deadline) {
    try {
      Subprocess.Result result =
          run(
              "looking for the user " + username,
              deadline.within(LOOK_LIMIT),
              List.of("admin", "user", "list"));
      return result.exitCode() == 0 ? UserList.find(result.text(), username) : ListedUser.UNKNOWN;
    } catch (Failure e) {
      return ListedUser.UNKNOWN;
    }
  }

  @Override
  public boolean createAdmin(String username, String email, Deadline deadline) {
    String what = "creating the administrator " + username;
    // The output contains the random password, even if the creation fails afterwards, so it is not
    // used.
    Subprocess.Result result =
        run(
            what,
            deadline,
            List.of(
                "admin",
                "user",
                "create",
                "--username",
                username,
                "--email",
                email,
                "--admin",
                "--random-password",
                "--must-change-password=false"));
    if (result.exitCode() == 0) {
      return true;
    }
    if (Text.contains(result.stderr(), "user already exists")) {
      return false;
    }
    throw new CliFailures(prefix).of(what, result.exitCode(), said(result));
  }

  @Override
  public Secret generateToken(
      String username, String name, List<String> scopes, Deadline deadline) {
    String what = "generating an access token for " + username;
    Subprocess.Result result =
        run(
            what,
            deadline,
            List.of(
                "admin",
                "user",
                "generate-access-token",
                "--username",
                username,
                "--token-name",
                name,
                "--scopes",
                String.join(",", scopes),
                "--raw"));
    if (result.exitCode() != 0) {
      throw new CliFailures(prefix).of(what, result.exitCode(), said(result));
    }
    List<String> tokens =
        result.text().lines().map(String::strip).filter(CommandGiteaCli::isToken).toList();
    if (tokens.size() != 1) {
      throw new CliFailures(prefix).noToken(what);
    }
    return Secret.of(tokens.getFirst());
  }

  /**
   * The error text of the command. Gitea writes its log to standard output, which also contains the
   * random password. So only lines of standard output that are marked fatal or error are used.
   */
  private static String said(Subprocess.Result result) {
    String logged =
        result
            .text()
            .lines()
            .filter(line -> line.contains(" [F] ") || line.contains(" [E] "))
            .collect(Collectors.joining("\n"));
    return logged + "\n" + result.stderr();
  }

  private static boolean isToken(String line) {
    return line.matches("[0-9a-f]{40}");
  }

  private Subprocess.Result run(String what, Deadline deadline, List<String> arguments) {
    List<String> argv = new ArrayList<>(prefix.words());
    arguments.forEach(argument -> argv.add(prefix.passed(argument)));
    Subprocess.Command command = new Subprocess.Command(argv, directory, UNASKED, false);
    try {
      return subprocess.run(command, NO_INPUT, deadline.within(LIMIT));
    } catch (Failure e) {
      throw new CliFailures(prefix).ofProgram(what, e);
    }
  }
}
