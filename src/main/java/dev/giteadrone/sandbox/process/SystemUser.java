package dev.giteadrone.sandbox.process;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The system user that servers run as. Gitea refuses to run as root. So root runs it as another,
 * existing user; any other user runs it as themselves.
 *
 * @param name the user's name
 * @param ids user and group id to change to; empty to stay the user of this process
 * @param known the folder with the {@code passwd} and {@code group} files that list the user; empty
 *     if this machine knows the user
 */
public record SystemUser(String name, Optional<Ids> ids, Optional<Path> known) {
  private static final Case NO_TOOL = Case.of(ProblemId.SANDBOX_USER, "no-tool", "program");
  private static final Case MISSING =
      Case.of(ProblemId.SANDBOX_USER, "missing", "user", "variable");

  /** The variable that names the user to run as if this process is root. */
  static final String VARIABLE = "GITEA_DRONE_SANDBOX_USER";

  private static final String DEFAULT = "nobody";

  /**
   * Mounts two files over those of this machine, visible for this command only, and runs the
   * command.
   */
  private static final String IN_ITS_WORLD =
      "mount --bind \"$0/passwd\" /etc/passwd && mount --bind \"$0/group\" /etc/group"
          + " && exec \"$@\"";

  /**
   * Ids to change to.
   *
   * @param uid of the user
   * @param gid of the user's own group
   * @param groups ids of further groups
   */
  public record Ids(String uid, String gid, List<String> groups) {}

  /** A user of this machine. */
  static SystemUser ofThisMachine(String name, String uid, String gid) {
    return new SystemUser(name, Optional.of(new Ids(uid, gid, List.of())), Optional.empty());
  }

  /** The user of this process. */
  public static SystemUser ourselves() {
    return new SystemUser(System.getProperty("user.name"), Optional.empty(), Optional.empty());
  }

  /** A copy that is a member of one more group. */
  public SystemUser in(String group) {
    return new SystemUser(name, ids.map(i -> new Ids(i.uid(), i.gid(), List.of(group))), known);
  }

  /** Whether this process runs as root. */
  public static boolean isRoot() {
    return uid(Path.of("/proc/self")) == 0;
  }

  /**
   * The user to run servers as.
   *
   * @throws Failure if this process is root and the wanted user does not exist or is root, too
   */
  public static SystemUser choose() {
    if (!isRoot()) {
      return ourselves();
    }
    String wanted =
        Optional.ofNullable(System.getenv(VARIABLE)).filter(s -> !s.isBlank()).orElse(DEFAULT);
    tool("setpriv");
    return passwd().stream()
        .map(line -> line.split(":", -1))
        .filter(f -> f.length >= 4 && f[0].equals(wanted) && !f[2].equals("0"))
        .findFirst()
        .map(f -> ofThisMachine(wanted, f[2], f[3]))
        .orElseThrow(() -> missing(wanted));
  }

  /** Arguments to put before a command in a script, so that it runs as this user. */
  public List<String> prefix() {
    if (ids.isEmpty()) {
      return List.of();
    }
    List<String> prefix = new ArrayList<>(world());
    prefix.add(tool("setpriv"));
    prefix.addAll(options());
    return prefix;
  }

  /**
   * Arguments to put before a command so that it finds this user in {@code passwd} and {@code
   * group}; empty if the machine knows the user. Only this command sees these files: it has its own
   * mounts, and its own shared memory, which ends with it.
   */
  List<String> world() {
    return known
        .map(folder ->
            List.of(
                tool("unshare"),
                "--mount",
                "--ipc",
                "--propagation",
                "private",
                "/bin/sh",
                "-c",
                IN_ITS_WORLD,
                folder.toString()))
        .orElse(List.of());
  }

  /** The options of {@code setpriv} that change to this user. */
  List<String> options() {
    if (ids.isEmpty()) {
      return List.of();
    }
    Ids i = ids.get();
    List<String> options = new ArrayList<>(List.of("--reuid", i.uid(), "--regid", i.gid()));
    options.addAll(
        i.groups().isEmpty()
            ? List.of("--clear-groups")
            : List.of("--groups", String.join(",", i.groups())));
    options.add("--no-new-privs");
    return options;
  }

  /** Makes this user the owner of a file or folder. */
  public void own(Path path) throws IOException {
    if (ids.isPresent()) {
      Files.setAttribute(path, "unix:uid", Integer.parseInt(ids.get().uid()));
      Files.setAttribute(path, "unix:gid", Integer.parseInt(ids.get().gid()));
    }
  }

  /** Whether this user can access the content of {@code path}. */
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
    return Tools.find(name).map(Path::toString).orElseThrow(() -> NO_TOOL.failure(name));
  }

  private static Failure missing(String wanted) {
    return MISSING.failure(wanted, VARIABLE);
  }
}
