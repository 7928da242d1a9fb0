package dev.giteadrone.testing.containers;

import dev.giteadrone.io.ShellQuoting;
import dev.giteadrone.sandbox.process.Folder;
import dev.giteadrone.sandbox.process.Programs;
import dev.giteadrone.sandbox.process.Tools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Images of the real servers, made of the programs on this machine, without a registry: one root
 * with all programs, and an image with another entry point for each.
 *
 * @param root where the root is put together
 * @param docker runs {@code docker} on the daemon that gets the images
 */
record LocalImages(Path root, Docker docker) {
  static final String GITEA = "local/gitea:1";
  static final String DRONE = "local/drone:1";
  static final String RUNNER = "local/drone-runner-docker:1";
  static final String CLONE = "local/git:1";

  /** What the entry points and Gitea's hooks call. */
  private static final List<String> COMMANDS =
      List.of("sh", "touch", "cat", "env", "basename", "dirname");

  private static final String BASE = "local/base:1";
  private static final Pattern LIBRARY = Pattern.compile("(?m)^\\s+(?:\\S+ => )?(/\\S+) \\(0x");

  /** The user that runs Gitea, which refuses to run as root. */
  private static final String GIT = "1000:1000";

  /** What the image of Gitea does, too: the variables become an app.ini. */
  private static final String GITEA_ENTRY =
      """
      #!/bin/sh
      touch /data/app.ini
      gitea config edit-ini --config /data/app.ini --in-place --apply-env
      exec gitea web --config /data/app.ini
      """;

  private static final String CLONE_ENTRY =
      """
      #!/bin/sh
      set -e
      export HOME=/tmp
      echo "machine $DRONE_NETRC_MACHINE login $DRONE_NETRC_USERNAME password $DRONE_NETRC_PASSWORD" \
        > /tmp/.netrc
      git init -q .
      git fetch -q "$DRONE_REMOTE_URL" "$DRONE_COMMIT_REF"
      git checkout -q "$DRONE_COMMIT_SHA"
      """;

  /** Runs one command of the program {@code docker}, with this standard input. */
  interface Docker {
    void run(String input, List<String> arguments) throws IOException, InterruptedException;
  }

  /** Builds all images. */
  void build() throws IOException, InterruptedException {
    Programs programs = Programs.ofEnvironment();
    for (String name : List.of("gitea", "drone-server", "drone-runner-docker")) {
      program(programs.program(name), "/bin/" + name);
    }
    program(Path.of("/bin/bash"), "/bin/bash");
    program(Tools.find("git").orElseThrow(), "/usr/bin/git");
    for (String name : List.of("git-upload-pack", "git-receive-pack")) {
      Files.createSymbolicLink(root.resolve("usr/bin").resolve(name), Path.of("git"));
    }
    Path core = Path.of("/usr/lib/git-core");
    program(core.resolve("git-remote-http"), core + "/git-remote-http");
    program(Tools.find("busybox").orElseThrow().toRealPath(), "/bin/busybox");
    for (String command : COMMANDS) {
      Files.createSymbolicLink(root.resolve("bin").resolve(command), Path.of("busybox"));
    }
    // Gitea's hooks begin with #!/usr/bin/env bash.
    Files.createSymbolicLink(root.resolve("usr/bin/env"), Path.of("/bin/busybox"));
    if (programs.giteaStatic().isPresent()) {
      copy(programs.giteaStatic().get(), root.resolve("static"));
    }
    text("/etc/passwd", "root:x:0:0::/root:/bin/sh\ngit:x:1000:1000::/data:/bin/sh\n", false);
    text("/bin/entry-gitea", GITEA_ENTRY, true);
    text("/bin/entry-clone", CLONE_ENTRY, true);
    Files.createDirectories(root.resolve("data"));
    Files.setAttribute(root.resolve("data"), "unix:uid", 1000);
    Folder.mode(Files.createDirectories(root.resolve("tmp")), "rwxrwxrwx");

    Path tar = root.resolveSibling("base.tar");
    run(List.of("tar", "-C", root.toString(), "-cf", tar.toString(), "."));
    docker.run("", List.of("import", tar.toString(), BASE));
    Files.delete(tar);
    image(
        GITEA,
        "USER " + GIT,
        "ENV HOME=/data GITEA_WORK_DIR=/data GITEA__server__STATIC_ROOT_PATH=/static",
        "VOLUME /data",
        "ENTRYPOINT [\"/bin/entry-gitea\"]");
    image(
        DRONE,
        "ENV DRONE_SERVER_PORT=:80 DRONE_DATABASE_DRIVER=sqlite3",
        "ENV DRONE_DATABASE_DATASOURCE=/data/database.sqlite",
        "VOLUME /data",
        "ENTRYPOINT [\"/bin/drone-server\"]");
    image(RUNNER, "ENTRYPOINT [\"/bin/drone-runner-docker\"]");
    image(CLONE, "ENTRYPOINT [\"/bin/entry-clone\"]");
  }

  private void image(String name, String... lines) throws IOException, InterruptedException {
    String file = "FROM " + BASE + "\nENV PATH=/bin:/usr/bin\n" + String.join("\n", lines) + "\n";
    docker.run(file, List.of("build", "-t", name, "-"));
  }

  /** Copies a program with its libraries. */
  private void program(Path program, String to) throws IOException, InterruptedException {
    copyFile(program, to);
    for (String library : libraries(program)) {
      copyFile(Path.of(library), library);
    }
  }

  private void copyFile(Path from, String to) throws IOException {
    Path target = root.resolve(to.substring(1));
    if (!Files.exists(target)) {
      Files.createDirectories(target.getParent());
      Folder.mode(Files.copy(from.toRealPath(), target), "rwxr-xr-x");
    }
  }

  private void text(String path, String content, boolean executable) throws IOException {
    Path target = root.resolve(path.substring(1));
    Files.createDirectories(target.getParent());
    Folder.mode(Files.writeString(target, content), executable ? "rwxr-xr-x" : "rw-r--r--");
  }

  private static Set<String> libraries(Path program) throws IOException, InterruptedException {
    Process ldd = new ProcessBuilder("ldd", program.toString()).redirectErrorStream(true).start();
    String said = new String(ldd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    ldd.waitFor();
    Set<String> all = new LinkedHashSet<>();
    LIBRARY.matcher(said).results().forEach(found -> all.add(found.group(1)));
    return all;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (exit != 0) {
      throw new IOException(ShellQuoting.line(command) + " exited with " + exit);
    }
  }
}
