package dev.giteadrone.sandbox.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The system users of one host. This machine does not know them: no other user has their ids, and
 * their names are in files that only processes of these users see.
 */
public final class Users {
  // Below the range that systems assign to services automatically, above the range for people.
  private static final int FIRST = 40_000;
  private static final int COUNT = 19_000;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Map<String, SystemUser> accounts;

  private Users(Map<String, SystemUser> accounts) {
    this.accounts = accounts;
  }

  /**
   * Creates users of these names, each with its own group. If the folder has ids for them already,
   * they are used again, because kept files belong to these ids.
   */
  public static Users make(Path folder, List<String> names) throws IOException {
    Folder.mode(Files.createDirectories(folder), "rwxr-xr-x");
    Path known = folder.resolve("passwd");
    int first =
        Files.exists(known)
            ? numbers(known).filter(number -> number > 0).min(Integer::compare).orElseThrow()
            : freeNumbers(names.size());
    StringBuilder passwd = new StringBuilder("root:x:0:0:root:/root:/bin/sh\n");
    StringBuilder group = new StringBuilder("root:x:0:\n");
    Map<String, SystemUser> accounts = new LinkedHashMap<>();
    for (String name : names) {
      String id = Integer.toString(first + accounts.size());
      passwd.append("%s:x:%s:%2$s::/nonexistent:/usr/sbin/nologin\n".formatted(name, id));
      group.append("%s:x:%s:\n".formatted(name, id));
      accounts.put(
          name,
          new SystemUser(
              name, Optional.of(new SystemUser.Ids(id, id, List.of())), Optional.of(folder)));
    }
    Folder.write(folder.resolve("passwd"), passwd.toString(), "rw-r--r--");
    Folder.write(folder.resolve("group"), group.toString(), "rw-r--r--");
    return new Users(accounts);
  }

  /** The user of this name. */
  public SystemUser get(String name) {
    return Objects.requireNonNull(accounts.get(name));
  }

  private static int freeNumbers(int count) throws IOException {
    Set<Integer> taken =
        Stream.concat(numbers(Path.of("/etc/passwd")), numbers(Path.of("/etc/group")))
            .collect(Collectors.toSet());
    for (int tries = 0; tries < 1000; tries++) {
      int first = FIRST + RANDOM.nextInt(COUNT);
      if (IntStream.range(first, first + count).noneMatch(taken::contains)) {
        return first;
      }
    }
    throw new IOException("no free user ids between " + FIRST + " and " + (FIRST + COUNT));
  }

  private static Stream<Integer> numbers(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .map(line -> line.split(":", -1))
        .filter(fields -> fields.length > 2 && fields[2].matches("\\d{1,9}"))
        .map(fields -> Integer.valueOf(fields[2]));
  }
}
