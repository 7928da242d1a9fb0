package dev.giteadrone.fleet;

import dev.giteadrone.config.ConfigFile;
import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.io.FileFailures;
import dev.giteadrone.model.result.ProblemId;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Searches folders. What is hidden there is left out, as a shell does it. Links are followed. */
final class Search {
  private static final Case WRONG = Case.of(ProblemId.FLEET_HOSTS, "glob", "glob", "wrong");
  private static final Case UNREADABLE =
      Case.of(ProblemId.FLEET_HOSTS, "unreadable", "folder", "why");
  private static final Pattern WILDCARD = Pattern.compile("[*?\\[{]");

  private Search() {}

  /** Each YAML file in a folder, and each file with the default name in the folders below. */
  static List<Path> folder(Path folder) {
    return walk(
        folder,
        Integer.MAX_VALUE,
        file ->
            folder.equals(file.getParent())
                ? isYaml(name(file))
                : name(file).equals(ConfigFile.DEFAULT_NAME));
  }

  /** Whether a path has wildcards. A file or folder may have such letters in its name. */
  static boolean isGlob(Path directory, String given) {
    return fixed(directory, Path.of(given)) < Path.of(given).getNameCount();
  }

  /** Each file that a path with wildcards matches; it is below {@code directory} or absolute. */
  static List<Path> glob(Path directory, String given) {
    Path pattern = Path.of(given);
    int fixed = fixed(directory, pattern);
    Path base = start(directory, pattern, fixed).normalize();
    Path rest = pattern.subpath(fixed, pattern.getNameCount());
    for (Path name : rest) {
      if (name.toString().equals("..")) {
        throw WRONG.failure(given, "'..' is after a wildcard");
      }
    }
    PathMatcher matcher = matcher(given, rest.normalize());
    int depth = rest.toString().contains("**") ? Integer.MAX_VALUE : rest.getNameCount();
    return walk(base, depth, file -> matcher.matches(base.relativize(file)));
  }

  /** The number of names before the first one with a wildcard. */
  private static int fixed(Path directory, Path pattern) {
    int fixed = 0;
    while (fixed < pattern.getNameCount()
        && (!WILDCARD.matcher(pattern.getName(fixed).toString()).find()
            || Files.exists(start(directory, pattern, fixed + 1)))) {
      fixed++;
    }
    return fixed;
  }

  private static Path start(Path directory, Path pattern, int names) {
    Path root = Objects.requireNonNullElse(pattern.getRoot(), directory);
    return names == 0 ? root : root.resolve(pattern.subpath(0, names));
  }

  private static PathMatcher matcher(String given, Path glob) {
    try {
      return FileSystems.getDefault().getPathMatcher("glob:" + glob);
    } catch (PatternSyntaxException e) {
      throw WRONG.failure(given, e.getDescription());
    }
  }

  private static List<Path> walk(Path start, int depth, Predicate<Path> wanted) {
    List<Path> found = new ArrayList<>();
    FileVisitor<Path> visitor =
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return !folder.equals(start) && isHidden(folder)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!isHidden(file) && !Files.isDirectory(file) && wanted.test(file)) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            if (e instanceof NoSuchFileException || e instanceof FileSystemLoopException) {
              return FileVisitResult.CONTINUE;
            }
            // Its hosts would be left out without a word.
            throw UNREADABLE.failure(file, FileFailures.reason(e));
          }
        };
    try {
      Files.walkFileTree(start, EnumSet.of(FileVisitOption.FOLLOW_LINKS), depth, visitor);
    } catch (IOException e) {
      throw UNREADABLE.failure(start, FileFailures.reason(e));
    }
    found.sort(null);
    return found;
  }

  private static boolean isYaml(String name) {
    return name.endsWith(".yaml") || name.endsWith(".yml");
  }

  private static boolean isHidden(Path path) {
    return name(path).startsWith(".");
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
