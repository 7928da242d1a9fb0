package dev.giteadrone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.io.Subprocess;
import dev.giteadrone.sandbox.Sandbox;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An operator's shell, in the folder of a sandbox's host: pages of the manual are tried in it. */
public final class Shell {
  private final Path folder;
  private final Map<String, String> environment;

  /** What a line printed, and how it ended. */
  public record Ran(int code, String out, String err) {}

  private Shell(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.environment = environment;
  }

  /**
   * A shell that finds {@code gitea-drone} and {@code deploy}.
   *
   * @param programs an empty folder for these two
   */
  public static Shell in(Sandbox sandbox, Path programs) throws IOException {
    Map<String, String> environment = new HashMap<>(sandbox.environment());
    environment.put("XDG_STATE_HOME", programs.resolve("state").toString());
    environment.put("PATH", programs + File.pathSeparator + environment.get("PATH"));
    for (String who : List.of("AUTHOR", "COMMITTER")) {
      environment.put("GIT_" + who + "_NAME", "An operator");
      environment.put("GIT_" + who + "_EMAIL", "operator@my-domain.tld");
    }
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    program(
        programs.resolve("gitea-drone"),
        "exec " + java + " -cp '" + classes + "' " + Start.class.getName() + " \"$@\"");
    program(programs.resolve("deploy"), "exec ./deploy");
    return new Shell(sandbox.hostFolder(), environment);
  }

  private static void program(Path file, String line) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + line + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  /** The same in another folder, with one more variable. */
  public Shell with(Path other, String variable, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(variable, value);
    return new Shell(other, more);
  }

  /** Runs one line. */
  public Ran run(String line) {
    Subprocess.Result result =
        new Subprocess(new Timeline(), environment)
            .run(
                new Subprocess.Command(List.of("bash", "-c", line), folder, Map.of(), true),
                new byte[0],
                Deadline.in(Duration.ofMinutes(5)));
    return new Ran(result.exitCode(), result.text(), result.stderr());
  }
}
