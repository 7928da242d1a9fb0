package dev.giteadrone.io.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.io.Subprocess;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A folder in which the real git is run, whatever its user has configured. */
public final class GitFolder {
  private final Path folder;

  /** Nothing is run yet. */
  public GitFolder(Path folder) {
    this.folder = folder;
  }

  /** A commit of what is staged, be it nothing. */
  public void commit() {
    git(
        "-c",
        "user.name=Somebody",
        "-c",
        "user.email=somebody@my-domain.tld",
        "commit",
        "-q",
        "--allow-empty",
        "-m",
        "x");
  }

  /** Runs git, which has to succeed. */
  public void git(String... arguments) {
    List<String> argv = new ArrayList<>(List.of("git"));
    argv.addAll(List.of(arguments));
    Subprocess.Result result =
        new Subprocess(new Timeline())
            .run(
                new Subprocess.Command(
                    argv, folder, Map.of("GIT_CONFIG_GLOBAL", "/dev/null"), false),
                new byte[0],
                Deadline.in(Duration.ofSeconds(20)));
    assertThat(result.exitCode()).as(result.stderr()).isZero();
  }
}
