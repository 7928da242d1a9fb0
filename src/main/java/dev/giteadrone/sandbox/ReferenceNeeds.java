package dev.giteadrone.sandbox;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.sandbox.process.Launch;
import dev.giteadrone.sandbox.process.SystemUser;
import dev.giteadrone.sandbox.process.Tools;
import dev.giteadrone.sandbox.reference.PostgresServer;
import dev.giteadrone.sandbox.server.Docker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Checks what the profile {@code reference} needs on this machine.
 *
 * @param root whether this process runs as root
 * @param worlds whether root may give processes their own mounts; few containers allow that
 * @param program finds a program
 * @param postgres the folder with PostgreSQL's programs
 */
public record ReferenceNeeds(
    boolean root,
    boolean worlds,
    Function<String, Optional<Path>> program,
    Optional<Path> postgres) {
  private static final Case NOT_ROOT = Case.of(ProblemId.SANDBOX_REFERENCE, "not-root");
  private static final Case PACKAGES = Case.of(ProblemId.SANDBOX_REFERENCE, "packages", "packages");
  private static final Case NO_MOUNTS = Case.of(ProblemId.SANDBOX_REFERENCE, "no-mounts");
  private static final Case DRONES = Case.of(ProblemId.SANDBOX_REFERENCE, "drones", "count");
  private static final Case SEVERAL =
      Case.of(ProblemId.SANDBOX_REFERENCE, "several", "seen", "next");

  /** Reads the state of this machine. */
  static ReferenceNeeds ofThisMachine() {
    return new ReferenceNeeds(
        SystemUser.isRoot(), mayGiveWorlds(), Tools::find, PostgresServer.find());
  }

  /**
   * Checks that everything is there. Nothing is started or written before this.
   *
   * @throws Failure that names everything that is missing, and how to get it
   */
  void check(SandboxOptions options) {
    List<Problem> found = new ArrayList<>();
    if (!root) {
      found.add(NOT_ROOT.problem());
    }
    List<String> packages = packages();
    if (!packages.isEmpty()) {
      found.add(PACKAGES.problem(String.join(" ", packages)));
    }
    if (root && packages.isEmpty() && !worlds) {
      found.add(NO_MOUNTS.problem());
    }
    if (options.drones() != 1) {
      found.add(DRONES.problem(options.drones()));
    }
    if (!found.isEmpty()) {
      throw SEVERAL.failure(each(found, Problem::seen), each(found, Problem::next));
    }
  }

  private static String each(List<Problem> found, Function<Problem, String> part) {
    return found.stream().map(part).collect(Collectors.joining("; "));
  }

  /** The missing packages, by their names in Debian. */
  private List<String> packages() {
    List<String> missing = new ArrayList<>();
    if (postgres.isEmpty()) {
      missing.add("postgresql");
    }
    for (String name : List.of("nginx", "openssl")) {
      if (program.apply(name).isEmpty()) {
        missing.add(name);
      }
    }
    if (program.apply("unshare").isEmpty() || program.apply("setpriv").isEmpty()) {
      missing.add("util-linux");
    }
    if (program.apply("mount").isEmpty()) {
      missing.add("mount");
    }
    return missing;
  }

  private static boolean mayGiveWorlds() {
    return SystemUser.isRoot()
        && Tools.find("unshare").isPresent()
        && Docker.succeeds(
            Launch.of(
                List.of(
                    Tools.find("unshare").get().toString(),
                    "--mount",
                    "--ipc",
                    "--propagation",
                    "private",
                    "mount",
                    "--bind",
                    "/etc/passwd",
                    "/etc/passwd"),
                Map.of("PATH", Tools.path()),
                Path.of("/")),
            Duration.ofSeconds(5));
  }
}
