package dev.giteadrone.fleet;

import dev.giteadrone.config.ConfigFile;
import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.result.ProblemId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the configurations that {@code -f} names: files, folders and globs. */
public final class HostFiles {
  private static final Case NONE = Case.of(ProblemId.FLEET_HOSTS, "none", "given");
  private static final Case EMPTY = Case.of(ProblemId.FLEET_HOSTS, "empty-folder", "given");

  private final Path directory;

  /** Paths that are not absolute are below {@code directory}. */
  public HostFiles(Path directory) {
    this.directory = directory;
  }

  /** Whether these values of {@code -f} may name more than one host. */
  public boolean isMany(List<String> given) {
    return given.size() > 1
        || given.stream()
            .anyMatch(
                one -> Files.isDirectory(directory.resolve(one)) || Search.isGlob(directory, one));
  }

  /**
   * All configurations, each once, by name. A file that is named as such need not exist: that is a
   * problem of one host.
   *
   * @param given the values of {@code -f}
   * @throws dev.giteadrone.model.result.Failure if a folder has none, or no file matches a glob
   */
  public List<HostFile> find(List<String> given) {
    Map<Path, Path> files = new LinkedHashMap<>();
    for (String one : given) {
      for (Path file : find(one)) {
        Path real = real(file);
        // Of several names, the one without a link is used.
        files.merge(real, file, (first, other) -> other.equals(real) ? other : first);
      }
    }
    return named(List.copyOf(files.values()));
  }

  private List<Path> find(String given) {
    Path path = directory.resolve(given).normalize();
    if (Files.isDirectory(path)) {
      List<Path> found = Search.folder(path);
      if (found.isEmpty()) {
        throw EMPTY.failure(given);
      }
      return found;
    }
    if (!Search.isGlob(directory, given)) {
      return List.of(path);
    }
    List<Path> found = Search.glob(directory, given);
    if (found.isEmpty()) {
      throw NONE.failure(given);
    }
    return found;
  }

  private List<HostFile> named(List<Path> files) {
    Map<String, Integer> names = new HashMap<>();
    files.forEach(file -> names.merge(name(file), 1, Integer::sum));
    Set<String> shown = files.stream().map(this::shown).collect(Collectors.toSet());
    Set<String> taken = new HashSet<>();
    List<HostFile> hosts = new ArrayList<>();
    for (Path file : files) {
      String name = name(file);
      boolean alone = names.getOrDefault(name, 0) == 1 && !shown.contains(name);
      String base = alone && !name.isEmpty() ? name : shown(file);
      String unique = base;
      // Two paths with bytes that are no letters may look the same.
      for (int i = 2; !taken.add(unique); i++) {
        unique = base + " (" + i + ")";
      }
      hosts.add(new HostFile(unique, shown(file), file));
    }
    hosts.sort(Comparator.comparing(HostFile::name));
    return hosts;
  }

  private String name(Path file) {
    String shown = shown(file);
    String start = shown.replaceFirst("\\.ya?ml$", "");
    String folder = "/" + ConfigFile.DEFAULT_NAME.replaceFirst("\\.yaml$", "");
    return start.endsWith(folder) && start.length() > folder.length()
        ? start.substring(0, start.length() - folder.length())
        : start;
  }

  private String shown(Path file) {
    return (file.startsWith(directory) ? directory.relativize(file) : file).toString();
  }

  /** The same file by two names is one host. */
  private static Path real(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      return file; // It is missing, or cannot be reached: a problem of this host.
    }
  }
}
