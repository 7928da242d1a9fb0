package dev.giteadrone.sandbox;

import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
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
    List<String> seen = new ArrayList<>();
    List<String> next = new ArrayList<>();
    if (!root) {
      seen.add("this is not root, but each part runs as its own user");
      next.add("start it as root");
    }
    List<String> packages = packages();
    if (!packages.isEmpty()) {
      String names = String.join(" ", packages);
      seen.add("missing: " + names);
      next.add("apt-get install --no-install-recommends " + names);
    }
    if (root && packages.isEmpty() && !worlds) {
      seen.add("on this machine, not even root can give a process its own mounts");
      next.add("start it outside of a container, or in one with the capability SYS_ADMIN");
    }
    if (options.drones() != 1) {
      seen.add("the reference host has one Drone, not " + options.drones());
      next.add("ask for one");
    }
    if (!seen.isEmpty()) {
      throw new Failure(
          ExitCode.USAGE,
          Problem.of(
              "sandbox.reference",
              "starting the sandbox with the profile " + options.profile().label(),
              String.join("; ", seen),
              String.join("; ", next)));
    }
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
