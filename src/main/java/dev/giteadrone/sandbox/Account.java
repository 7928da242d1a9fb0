package dev.giteadrone.sandbox;

import dev.giteadrone.model.ExitCode;
import dev.giteadrone.model.Failure;
import dev.giteadrone.model.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The system user that servers run as. Gitea refuses to run as root, so root runs it as another,
 * existing user; everybody else runs it as themselves.
 *
 * @param name the user's name
 * @param ids user and group id to change to; empty to stay who we are
 */
record Account(String name, Optional<Ids> ids) {
  /** Names the user to run as when we are root. */
  static final String VARIABLE = "GITEA_DRONE_SANDBOX_USER";

  private static final String DEFAULT = "nobody";

  /** User and group id. */
  record Ids(String uid, String gid) {}

  /** Whether we are root. */
  static boolean isRoot() {
    return uid(Path.of("/proc/self")) == 0;
  }

  /**
   * The account to use.
   *
   * @throws Failure if we are root and the wanted user does not exist or is root, too
   */
  static Account choose() {
    if (!isRoot()) {
      return new Account(System.getProperty("user.name"), Optional.empty());
    }
    String wanted =
        Optional.ofNullable(System.getenv(VARIABLE)).filter(s -> !s.isBlank()).orElse(DEFAULT);
    tool("setpriv");
    return passwd().stream()
        .map(line -> line.split(":", -1))
        .filter(f -> f.length >= 4 && f[0].equals(wanted) && !f[2].equals("0"))
        .findFirst()
        .map(f -> new Account(wanted, Optional.of(new Ids(f[2], f[3]))))
        .orElseThrow(() -> missing(wanted));
  }

  /** What to put before a command in a script so that it runs as this account. */
  List<String> prefix() {
    if (ids.isEmpty()) {
      return List.of();
    }
    List<String> prefix = new ArrayList<>(List.of(tool("setpriv")));
    prefix.addAll(options());
    return prefix;
  }

  /** The options of {@code setpriv} that change to this account. */
  List<String> options() {
    return ids.map(i ->
            List.of("--reuid", i.uid(), "--regid", i.gid(), "--clear-groups", "--no-new-privs"))
        .orElse(List.of());
  }

  /** Gives a file or folder to this account. */
  void own(Path path) throws IOException {
    if (ids.isPresent()) {
      Files.setAttribute(path, "unix:uid", Integer.parseInt(ids.get().uid()));
      Files.setAttribute(path, "unix:gid", Integer.parseInt(ids.get().gid()));
    }
  }

  /** Whether this account can get at what lies below {@code path}. */
  boolean reaches(Path path) throws IOException {
    if (ids.isEmpty()) {
      return true;
    }
    for (Path p = path.toRealPath(); p != null; p = p.getParent()) {
      if (Files.isDirectory(p) && ((int) Files.getAttribute(p, "unix:mode") & 1) == 0) {
        return false;
      }
    }
    return true;
  }

  private static int uid(Path path) {
    try {
      return (int) Files.getAttribute(path, "unix:uid");
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return -1;
    }
  }

  private static List<String> passwd() {
    try {
      return Files.readAllLines(Path.of("/etc/passwd"));
    } catch (IOException e) {
      return List.of();
    }
  }

  private static String tool(String name) {
    return Tools.find(name)
        .map(Path::toString)
        .orElseThrow(() ->
            new Failure(
                ExitCode.FAILED,
                Problem.of(
                    "sandbox.user",
                    "running Gitea as another user than root",
                    name + " is not there",
                    "install util-linux, or start the sandbox as an ordinary user")));
  }

  private static Failure missing(String wanted) {
    return new Failure(
        ExitCode.USAGE,
        Problem.of(
            "sandbox.user",
            "running Gitea as the user " + wanted + ", since it refuses to run as root",
            "there is no such ordinary user",
            "name an existing one in " + VARIABLE + ", or start the sandbox as an ordinary user"));
  }
}
