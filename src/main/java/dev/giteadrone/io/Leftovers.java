package dev.giteadrone.io;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names drafts so that those of a killed run can be recognised: {@code
 * .NAME.gitea-drone-PID-RANDOM.tmp}.
 */
final class Leftovers {
  // A draft lives for seconds. If a process of that id exists after an hour, it is a different one.
  private static final Duration LONG_DEAD = Duration.ofHours(1);

  // In a container every run may have the same process id, so our own id proves nothing.
  private static final Set<Path> ALIVE_HERE = ConcurrentHashMap.newKeySet();

  private Leftovers() {}

  /** A name for a new draft of {@code target}, in the same folder. */
  static Path name(Path target) {
    byte[] random = new byte[6];
    new SecureRandom().nextBytes(random);
    Path name =
        target.resolveSibling(
            prefix(target)
                + ProcessHandle.current().pid()
                + "-"
                + HexFormat.of().formatHex(random)
                + ".tmp");
    ALIVE_HERE.add(name);
    return name;
  }

  /** Marks {@code draft} as finished, so that it may be removed. */
  static void done(Path draft) {
    ALIVE_HERE.remove(draft);
  }

  /** Removes drafts of {@code target} whose writer is dead. */
  static void sweep(Path target) {
    Path folder = target.getParent();
    if (folder == null) {
      return;
    }
    String prefix = prefix(target);
    Pattern ours = Pattern.compile(Pattern.quote(prefix) + "(\\d{1,18})-[0-9a-f]{12}\\.tmp");
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(
            folder, file -> String.valueOf(file.getFileName()).startsWith(prefix))) {
      for (Path file : files) {
        Matcher name = ours.matcher(String.valueOf(file.getFileName()));
        if (name.matches() && dead(Long.parseLong(name.group(1)), file)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      // A failed clean-up does not stop the run: a draft holds only ciphertext, and the next run
      // tries again.
    }
  }

  private static boolean dead(long pid, Path file) throws IOException {
    if (pid == ProcessHandle.current().pid()) {
      return !ALIVE_HERE.contains(file);
    }
    return ProcessHandle.of(pid).isEmpty()
        || Files.getLastModifiedTime(file).toInstant().isBefore(Instant.now().minus(LONG_DEAD));
  }

  private static String prefix(Path target) {
    return "." + target.getFileName() + ".gitea-drone-";
  }
}
