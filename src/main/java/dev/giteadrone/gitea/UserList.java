package dev.giteadrone.gitea;

import dev.giteadrone.model.server.ListedUser;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table that {@code admin user list} prints: one user per line, with columns of blanks. */
final class UserList {
  private static final Pattern HEADER =
      Pattern.compile("ID\\s+Username\\s+Email\\s+IsActive\\s+IsAdmin\\s+2FA\\s*");
  private static final Pattern USER =
      Pattern.compile("\\d+\\s+(\\S+)\\s+.*?\\s*(true|false)\\s+(true|false)\\s+(true|false)\\s*");

  private UserList() {}

  /**
   * Finds the user of this name.
   *
   * @param printed the output; log lines may come before the table
   * @return unknown if there is no table with the known columns
   */
  static ListedUser find(String printed, String username) {
    List<String> lines = printed.lines().map(String::strip).toList();
    int header = (int) lines.stream().takeWhile(line -> !HEADER.matcher(line).matches()).count();
    if (header == lines.size()) {
      return ListedUser.UNKNOWN;
    }
    return lines.stream()
        .skip(header + 1L)
        .map(USER::matcher)
        .filter(line -> line.matches() && line.group(1).equalsIgnoreCase(username))
        .findFirst()
        .<ListedUser>map(UserList::user)
        .orElseGet(ListedUser.Absent::new);
  }

  private static ListedUser user(Matcher line) {
    return new ListedUser.Present(is(line.group(3)), is(line.group(2)), is(line.group(4)));
  }

  private static boolean is(String column) {
    return column.equals("true");
  }
}
