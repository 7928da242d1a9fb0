package dev.giteadrone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.sandbox.process.Folder;
import dev.giteadrone.sandbox.process.Programs;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody who is not root, with a home and a cache of their own, and no Docker. */
class OrdinaryUserIT {
  private static final int NOBODY = 65_534;

  private Path parent;
  private Path home;
  private Path cache;
  private String classPath;

  /** What a command printed. */
  private record Answer(int code, String text) {}

  @BeforeEach
  void prepare() throws Exception {
    parent = Files.createTempDirectory("ordinary-user");
    Folder.mode(parent, "rwxr-xr-x");
    home = own(Files.createDirectories(parent.resolve("home")));
    cache = own(Files.createDirectories(parent.resolve("cache")));
    for (String name : List.of("bin", "gitea-static")) {
      copy(Programs.ofEnvironment().cache().resolve(name), cache.resolve(name));
    }
    List<String> entries = new ArrayList<>();
    Path program = Files.createDirectories(parent.resolve("program"));
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (!entry.isEmpty() && Files.exists(Path.of(entry))) {
        Path to = program.resolve(entries.size() + "-" + Path.of(entry).getFileName());
        copy(Path.of(entry), to);
        entries.add(to.toString());
      }
    }
    classPath = String.join(File.pathSeparator, entries);
  }

  @AfterEach
  void remove() throws Exception {
    run("sandbox", "down", "--all");
    Folder.delete(parent);
  }

  @Test
  void startsAndUsesASandboxWithTheExecRunnerAlone() throws Exception {
    Answer up = run("sandbox", "up");
    assertThat(up.code()).as(up.text()).isZero();
    assertThat(up.text())
        .contains("no docker runner: ", "✔ runner    drone-runner-exec")
        .contains(home + "/.local/state/gitea-drone/sandboxes/default/servers/host");

    Matcher host = Pattern.compile("  cd (\\S+)").matcher(up.text());
    assertThat(host.find()).isTrue();
    Answer verify = run("verify", "--config", host.group(1) + "/gitea-drone.yaml");
    assertThat(verify.code()).as(verify.text()).isZero();
    assertThat(verify.text()).contains("✔ exec");

    assertThat(run("sandbox", "down", "--keep").code()).isZero();
    Answer again = run("sandbox", "up");
    assertThat(again.code()).as(again.text()).isZero();
    assertThat(run("sandbox", "down").code()).isZero();
    assertThat(home.resolve(".local/state/gitea-drone/sandboxes/default")).doesNotExist();
  }

  @Test
  void isToldWhatToDoIfNothingCanBeWritten() throws Exception {
    Files.setAttribute(home, "unix:uid", 0);

    Answer up = run("sandbox", "up");

    assertThat(up.code()).isEqualTo(1);
    assertThat(up.text()).contains("it cannot be written", "set XDG_STATE_HOME to a folder that");
  }

  private Answer run(String... arguments) throws Exception {
    List<String> argv =
        new ArrayList<>(
            List.of(
                "setpriv",
                "--reuid=" + NOBODY,
                "--regid=" + NOBODY,
                "--clear-groups",
                "env",
                "-i",
                "PATH=" + cache.resolve("bin") + ":/usr/sbin:/usr/bin:/sbin:/bin",
                "HOME=" + home,
                "GITEA_DRONE_CACHE=" + cache,
                "SOPS_AGE_KEY_FILE="
                    + home.resolve(
                        ".local/state/gitea-drone/sandboxes/default/servers/keys/operator.txt"),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                Main.class.getName()));
    argv.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(argv)
            .directory(parent.toFile())
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Answer(process.waitFor(), text);
  }

  private static Path own(Path path) throws Exception {
    Files.setAttribute(path, "unix:uid", NOBODY);
    Files.setAttribute(path, "unix:gid", NOBODY);
    return path;
  }

  /** With links where that is possible, because the servers are large. */
  private static void copy(Path from, Path to) throws Exception {
    String script = "cp -rlL \"$1\" \"$2\" 2>&1 || { rm -rf \"$2\"; cp -rL \"$1\" \"$2\"; }";
    Process process =
        new ProcessBuilder("/bin/sh", "-c", script, "sh", from.toString(), to.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor()).as("copying " + from).isZero();
  }
}
