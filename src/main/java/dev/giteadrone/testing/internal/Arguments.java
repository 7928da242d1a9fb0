package dev.giteadrone.testing.internal;

import dev.giteadrone.config.Nearest;
import dev.giteadrone.model.result.Text;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Checks the arguments of a test before anything is sent. A server would refuse some of them with a
 * message about something else, and accept others with another meaning. Each method returns its
 * argument.
 */
public final class Arguments {
  /** The events that Gitea 1.25 and 1.26 accept. They ignore all others silently. */
  private static final List<String> EVENTS =
      List.of(
          "create",
          "delete",
          "fork",
          "issue_assign",
          "issue_comment",
          "issue_label",
          "issue_milestone",
          "issues",
          "issues_only",
          "package",
          "pull_request",
          "pull_request_assign",
          "pull_request_comment",
          "pull_request_label",
          "pull_request_milestone",
          "pull_request_only",
          "pull_request_review",
          "pull_request_review_request",
          "pull_request_sync",
          "push",
          "release",
          "repository",
          "status",
          "wiki",
          "workflow_job",
          "workflow_run");

  private static final Pattern USER = Pattern.compile("[A-Za-z0-9]+([-._]?[A-Za-z0-9_])*");
  private static final Pattern REPOSITORY = Pattern.compile("[A-Za-z0-9._-]{1,100}");
  private static final Pattern CRON_JOB = Pattern.compile("[a-z0-9]+([-_][a-z0-9]+)*");
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_.-]+");

  /** With {@code DOTALL}, because a name may have several lines. Gitea cannot read one with %. */
  private static final Pattern NO_BRANCH =
      Pattern.compile(
          "|@|-.*|/.*|.*/|.*//.*|.*\\.\\..*|.*@\\{.*|.*[\\x00-\\x20\\x7f~^:?*%\\[\\\\].*|.*\\."
              + "|(.*/)?\\..*|.*\\.lock(/.*)?",
          Pattern.DOTALL);

  private static final int LONGEST_USER = 40;

  /** Of a name that Drone stores. A longer one is a mistake, and patterns recurse on it. */
  private static final int LONGEST_NAME = 200;

  /** Git stores a branch in a file of this name. */
  private static final int LONGEST_BRANCH = 200;

  /** Of an argument in a message. */
  private static final int SHOWN = 120;

  /** Longer than any test, and short enough to count in nanoseconds. */
  private static final Duration LONGEST_LIMIT = Duration.ofDays(365);

  private static final int FIRST_PORT = 1024;
  private static final int LAST_PORT = 65535;

  private Arguments() {}

  /** The path of a file in a repository. */
  public static String filePath(String call, String path) {
    given(call, path);
    if (path.chars().anyMatch(Character::isISOControl)) {
      throw wrong(
          call, path, "there is a control character in this path", "give one without, in one line");
    }
    List<String> parts = List.of(path.split("/", -1));
    if (path.isBlank() || path.startsWith("/") || parts.contains("..")) {
      throw wrong(
          call,
          path,
          "this path is not inside the repository",
          "give one that starts at its root, such as docs/notes.txt");
    }
    if (parts.contains("") || parts.contains(".")) {
      throw wrong(
          call,
          path,
          "a part of this path is empty or '.'",
          "give the path of a file, such as docs/notes.txt");
    }
    if (parts.stream().anyMatch(part -> part.equalsIgnoreCase(".git"))) {
      throw wrong(call, path, "git keeps no file below .git", "give another path");
    }
    return path;
  }

  /** The name of a branch. */
  public static String branch(String call, String name) {
    return fitting(
        call,
        name,
        given(call, name).length() <= LONGEST_BRANCH && !NO_BRANCH.matcher(name).matches(),
        "git allows no branch of this name",
        "give one such as main or feature/a");
  }

  /** The name of a repository. */
  public static String repositoryName(String call, String name) {
    boolean reserved =
        List.of(".", "..", "-").contains(given(call, name))
            || name.toLowerCase(Locale.ROOT).matches(".*\\.(git|wiki|rss|atom)");
    return fitting(
        call,
        name,
        REPOSITORY.matcher(name).matches() && !reserved,
        "Gitea allows no repository of this name",
        "take up to 100 letters, digits, '-', '_' and '.', without '.git' at the end");
  }

  /** The name of a user. */
  public static String userName(String call, String name) {
    return fitting(
        call,
        name,
        given(call, name).length() <= LONGEST_USER
            && USER.matcher(name).matches()
            && !name.endsWith("_"),
        "Gitea allows no user of this name",
        "take up to 40 letters and digits, with single '-', '_' or '.' between them");
  }

  /** The name of a cron job. Drone would change another one. */
  public static String cronJob(String call, String name) {
    return fitting(
        call,
        name,
        given(call, name).length() <= LONGEST_NAME && CRON_JOB.matcher(name).matches(),
        "this is no name of a cron job",
        "take lower-case letters and digits, with '-' between them, such as nightly");
  }

  /**
   * The expression of a cron job. Drone reads five fields as seconds to months, so that {@code 0 0
   * * * *} would run each hour.
   */
  public static String cronExpression(String call, String expression) {
    int fields = given(call, expression).isBlank() ? 0 : expression.strip().split("\\s+").length;
    return fitting(
        call,
        expression,
        expression.startsWith("@") || fields == 6,
        "Drone needs six fields, the first for seconds, and here are " + fields,
        fields == 5
            ? "put a 0 for the seconds before it: '0 " + expression.strip() + "'"
            : "give six, such as '0 30 4 * * *', or a word such as @daily");
  }

  /** The name of a secret in Drone. */
  public static String secretName(String call, String name) {
    return fitting(
        call,
        name,
        given(call, name).length() <= LONGEST_NAME
            && SECRET.matcher(name).matches()
            && !List.of(".", "..").contains(name),
        "Drone allows no secret of this name",
        "take letters, digits, '-', '_' and '.'");
  }

  /** A text that must not be empty. */
  public static String present(String call, String what, String text) {
    if (given(call, text).isBlank()) {
      throw wrong(call, text, "the " + what + " is empty", "give one");
    }
    return text;
  }

  /** The events of a webhook. */
  public static void events(String call, List<String> events) {
    for (String event : events) {
      if (EVENTS.stream().noneMatch(event::equalsIgnoreCase)) {
        Optional<String> nearest = Nearest.to(event.toLowerCase(Locale.ROOT), EVENTS);
        throw wrong(
            call,
            event,
            "Gitea has no such event" + nearest.map(n -> "; did you mean " + n + "?").orElse(""),
            "it has " + String.join(", ", EVENTS));
      }
    }
  }

  /** The URL of a webhook. */
  public static URI webUrl(String call, URI url) {
    boolean web = "http".equals(given(call, url).getScheme()) || "https".equals(url.getScheme());
    fitting(
        call,
        url.toString(),
        web && url.getHost() != null,
        "this is no URL of http or https with a host",
        "give one such as that of servers.webhooks().url()");
    return url;
  }

  /** The number of a build. */
  public static long buildNumber(String call, long number) {
    if (number < 1) {
      throw wrong(call, String.valueOf(number), "builds are counted from 1", "give 1 or more");
    }
    return number;
  }

  /** The message of a commit. */
  public static String commitMessage(String call, String text) {
    if (given(call, text).indexOf('\0') >= 0) {
      throw wrong(call, text, "git keeps no message with a NUL character", "remove it");
    }
    return text;
  }

  /** The time limit of a wait; a year instead of a longer one. */
  public static Duration limit(String call, Duration limit) {
    if (given(call, limit).isNegative()) {
      throw wrong(call, limit.toString(), "this time limit is negative", "give a longer one");
    }
    return limit.compareTo(LONGEST_LIMIT) > 0 ? LONGEST_LIMIT : limit;
  }

  /**
   * An argument that must not be null. A caller's compiler need not check that.
   *
   * @throws IllegalArgumentException if it is null
   */
  public static <T> T given(String call, T argument) {
    return Optional.ofNullable(argument)
        .orElseThrow(() -> new IllegalArgumentException(call + " is null; give a value"));
  }

  /** A port to listen on. */
  public static int port(String call, int port) {
    if (port < FIRST_PORT || port > LAST_PORT) {
      throw wrong(
          call,
          String.valueOf(port),
          "this is no port for the servers",
          "give one from " + FIRST_PORT + " to " + LAST_PORT);
    }
    return port;
  }

  /**
   * The exception for an argument.
   *
   * @param call the method, such as {@code file(path)}
   * @param argument its value
   * @param seen why it cannot be used
   * @param next what helps
   */
  public static IllegalArgumentException wrong(
      String call, String argument, String seen, String next) {
    return new IllegalArgumentException(
        Text.line(call + " with '" + shown(argument) + "': " + seen + "; " + next));
  }

  private static String shown(String argument) {
    return argument.length() <= SHOWN ? argument : argument.substring(0, SHOWN) + "…";
  }

  private static String fitting(
      String call, String argument, boolean fits, String seen, String next) {
    if (!fits) {
      throw wrong(call, argument, seen, next);
    }
    return argument;
  }
}
