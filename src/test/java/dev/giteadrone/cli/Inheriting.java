package dev.giteadrone.cli;

import dev.giteadrone.io.Subprocess;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A program that starts another one as this program does, and prints the bytes of its output. */
final class Inheriting {
  private Inheriting() {}

  public static void main(String[] args) {
    Subprocess.Result result =
        new Subprocess(new Timeline(), System.getenv())
            .run(
                new Subprocess.Command(
                    List.of(args), Path.of("").toAbsolutePath(), Map.of(), false),
                new byte[0],
                Deadline.in(Duration.ofMinutes(1)));
    System.out.writeBytes(result.bytes());
    System.exit(result.exitCode());
  }
}
