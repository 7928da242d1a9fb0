package dev.giteadrone.sandbox.process;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.result.Text;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs {@code build-servers}, which is packed into this program together with its Go modules. */
final class ServersBuild {
  private static final Case FAILED =
      Case.of(ProblemId.SANDBOX_SERVERS, "failed", "programs", "seen");
  private static final Case UNPACKED = Case.of(ProblemId.SANDBOX_SERVERS, "unpacked", "programs");
  private static final Case INTERRUPTED =
      Case.of(ProblemId.SANDBOX_SERVERS, "interrupted", "programs");

  private final Path cache;

  /** Creates a build into {@code cache}. */
  ServersBuild(Path cache) {
    this.cache = cache;
  }

  /**
   * Builds programs.
   *
   * @throws Failure with the last lines of the script's output if it fails
   */
  void build(List<String> names, Progress progress) {
    Path unpacked = null;
    try {
      unpacked = Files.createTempDirectory("gitea-drone-servers-");
      unpack(unpacked);
      run(unpacked, names, progress);
    } catch (IOException e) {
      throw UNPACKED.failure(e, String.join(", ", names));
    } finally {
      if (unpacked != null) {
        Folder.delete(unpacked);
      }
    }
  }

  private void run(Path unpacked, List<String> names, Progress progress) throws IOException {
    List<String> argv =
        new ArrayList<>(
            List.of(
                "bash",
                unpacked.resolve("scripts/build-servers").toString(),
                "--servers",
                unpacked.resolve("servers").toString()));
    argv.addAll(names);
    ProcessBuilder builder = new ProcessBuilder(argv).redirectErrorStream(true);
    builder.environment().put("GITEA_DRONE_CACHE", cache.toString());
    Process process = builder.start();
    List<String> last = new ArrayList<>();
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String shown = Text.neutral(line, 200);
        progress.output(shown);
        last.add(shown);
      }
      int exitCode = process.waitFor();
      if (exitCode != 0) {
        throw FAILED.failure(
            String.join(", ", names),
            String.join("; ", last.subList(Math.max(0, last.size() - 4), last.size())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw INTERRUPTED.failure(e, String.join(", ", names));
    } finally {
      ProcessTree.end(process, 2000);
    }
  }

  private static void unpack(Path to) throws IOException {
    URL script = ServersBuild.class.getResource("/dev/giteadrone/sandbox/scripts/build-servers");
    if (script == null) {
      throw new IOException("not packed");
    }
    try {
      URI uri = script.toURI();
      if ("jar".equals(uri.getScheme())) {
        try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
          copy(Optional.ofNullable(jar.getPath("/dev/giteadrone/sandbox")).orElseThrow(), to);
        }
      } else {
        copy(Optional.ofNullable(Path.of(uri).getParent()).map(Path::getParent).orElseThrow(), to);
      }
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    for (String part : List.of("scripts", "servers")) {
      try (Stream<Path> all = Files.walk(from.resolve(part))) {
        for (Path path : all.toList()) {
          Files.copy(path, to.resolve(from.relativize(path).toString()));
        }
      }
    }
  }
}
