package dev.giteadrone.sandbox.process;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.ProblemId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The real servers and tools, built once into a cache.
 *
 * @param cache the cache's folder, where {@code build-servers} looks for it
 * @param gitea which Gitea: {@link #GITEA}, or the name of another version in the cache
 */
public record Programs(Path cache, String gitea) {
  private static final Case COPY = Case.of(ProblemId.SANDBOX_FOLDER, "copy", "program", "folder");

  /** The Gitea of every sandbox, except in tests of another version. */
  public static final String GITEA = "gitea";

  /** The cache of this user, from the environment. */
  public static Programs ofEnvironment() {
    String own = System.getenv("GITEA_DRONE_CACHE");
    if (own != null && !own.isEmpty()) {
      return new Programs(Path.of(own).toAbsolutePath(), GITEA);
    }
    String xdg = System.getenv("XDG_CACHE_HOME");
    Path base =
        xdg != null && !xdg.isEmpty()
            ? Path.of(xdg)
            : Path.of(Optional.ofNullable(System.getenv("HOME")).orElse("/root"), ".cache");
    return new Programs(base.resolve("gitea-drone").toAbsolutePath(), GITEA);
  }

  /** A copy with another Gitea, such as {@code gitea-1.25}. */
  public Programs withGitea(String name) {
    return new Programs(cache, name);
  }

  /** The file of a program. Call {@link #ensure} first. */
  public Path program(String name) {
    return cache.resolve("bin").resolve(name);
  }

  /** The folder with all programs. */
  public Path bin() {
    return cache.resolve("bin");
  }

  /** Gitea's data folders; empty if Gitea was taken from PATH. */
  public Optional<Path> giteaStatic() {
    String version = gitea.substring(GITEA.length());
    return Optional.of(cache.resolve("gitea-static" + version)).filter(Files::isDirectory);
  }

  /**
   * The path of a file that this build of a program has created and that every sandbox copies.
   *
   * @param name what it is
   * @param end the end of the file's name
   */
  public Path template(String name, Path program, String end) throws IOException {
    Path real = program.toRealPath();
    long changed = Files.getLastModifiedTime(real).to(TimeUnit.SECONDS);
    return cache
        .resolve("sandbox")
        .resolve("%s-%d-%d%s".formatted(name, Files.size(real), changed, end));
  }

  /**
   * Builds the programs that are missing, which can take minutes, and shows the output of the
   * build.
   */
  public void ensure(List<String> names, Progress progress) {
    List<String> missing =
        names.stream().filter(name -> !Files.isExecutable(program(name))).toList();
    if (!missing.isEmpty()) {
      new ServersBuild(cache).build(missing, progress);
    }
  }

  /**
   * A path to a program or folder that {@code account} can access: the original if possible,
   * otherwise a hard link or copy in {@code folder}.
   */
  public Path reachable(Path original, Path folder, SystemUser account) {
    try {
      Path real = original.toRealPath();
      if (account.reaches(real)) {
        return real;
      }
      Path copy = folder.resolve(String.valueOf(original.getFileName()));
      if (!Files.exists(copy) && copy(List.of("-al"), real, copy) != 0) {
        Folder.delete(copy);
        if (copy(List.of("-a"), real, copy) != 0) {
          throw new IOException("cp failed");
        }
      }
      return copy;
    } catch (IOException | InterruptedException e) {
      throw COPY.failure(e, original.getFileName(), folder);
    }
  }

  private static int copy(List<String> options, Path from, Path to)
      throws IOException, InterruptedException {
    return new ProcessBuilder("cp", options.getFirst(), from.toString(), to.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
