package dev.giteadrone.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The program in a process of its own that waits for a Gitea which is not there. */
public final class InterruptedRun {
  private static final String CONFIG =
      """
      gitea: { url: "http://127.0.0.1:1", admin: { username: my-admin } }
      drone: { url: "http://127.0.0.1:1" }
      secrets: { file: drone.yaml }
      """;

  /** How the process ended, and what it printed. */
  public record Ended(int code, String out, String err) {}

  /** Something that happens while the command waits. */
  interface Meanwhile {
    void happens() throws IOException;
  }

  private InterruptedRun() {}

  /**
   * Sends a signal while the command waits.
   *
   * @param signal such as {@code INT}, which Ctrl-C sends
   */
  public static Ended of(Path folder, String signal, String... command)
      throws IOException, InterruptedException {
    return of(folder, signal, () -> {}, command);
  }

  /** As above, after {@code meanwhile}. */
  static Ended of(Path folder, String signal, Meanwhile meanwhile, String... command)
      throws IOException, InterruptedException {
    return of(folder, signal, "◎ gitea", meanwhile, command);
  }

  /** As above, once standard error has {@code sign}. */
  static Ended of(Path folder, String signal, String sign, Meanwhile meanwhile, String... command)
      throws IOException, InterruptedException {
    Files.writeString(folder.resolve("gitea-drone.yaml"), CONFIG);
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    List<String> line = new ArrayList<>();
    // A build in the background ignores Ctrl-C, and its children would, too.
    line.addAll(List.of("env", "--default-signal=INT"));
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    line.add(Main.class.getName());
    line.addAll(List.of(command));
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
    // There must be a sops; it is not run, as there are no files to decrypt.
    builder.environment().put("GITEA_DRONE_SOPS", "/usr/bin/true");
    builder.environment().remove("CI");
    Process process = builder.start();
    try {
      awaits(process, err, sign);
      meanwhile.happens();
      new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start().waitFor();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new AssertionError("it does not end");
      }
      return new Ended(
          process.exitValue(),
          Files.readString(out, StandardCharsets.UTF_8),
          Files.readString(err, StandardCharsets.UTF_8));
    } finally {
      process.destroyForcibly();
    }
  }

  private static void awaits(Process process, Path err, String sign)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!Files.readString(err).contains(sign)) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new AssertionError("it does not say " + sign + ": " + Files.readString(err));
      }
      Thread.sleep(20);
    }
  }
}
