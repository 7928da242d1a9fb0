package dev.giteadrone.report.html;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds the commands in a text for people. They are what is in backticks; elsewhere a known program
 * and the words after it that can only be arguments, and options that stand alone. The words that
 * follow in plain English are no part of a command.
 */
final class Commands {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  /** A path, a file name, an id, or an address; the last character is no full stop. */
  private static final String NAME = "[^\\s,;()\"']{0,120}[./][^\\s,;()\"']{0,120}[\\w/]";

  private static final String OPTION =
      "(?:--level \\w+|--timeout \\d\\w+|-u [\\w@.-]+|--?[A-Za-z][\\w-]*)";

  /** More than a command of ours has. */
  private static final String ARGUMENTS = "(?: (?:" + OPTION + "|[A-Z]{3,}\\b|" + NAME + ")){0,6}";

  private static final Pattern COMMAND =
      Pattern.compile(
          "(?<![\\w./-])(?:"
              + "gitea-drone (?:init|plan|bootstrap|verify|rotate|repair|explain|destroy)\\b"
              + ARGUMENTS
              + "|git (?:pull|push|add|commit|status)\\b"
              + ARGUMENTS
              + "|sops (?:edit|updatekeys|rotate)\\b"
              + ARGUMENTS
              + "|systemctl (?:status|start|restart) [\\w@.-]*\\w"
              + "|journalctl -u [\\w@.-]*\\w"
              + "|curl "
              + NAME
              + "|--[a-z][a-z-]+\\b)");

  private Commands() {}

  /** The text in parts, of which some are commands. */
  static List<Map<String, Object>> parts(String text) {
    return Parts.of(text, CODE, Commands::known, code -> command(code.group(1)));
  }

  private static List<Map<String, Object>> known(String text) {
    return Parts.of(
        text, COMMAND, other -> List.of(plain(other)), command -> command(command.group()));
  }

  private static Map<String, Object> plain(String text) {
    return Fields.of("text", text).with("command", Optional.empty()).map();
  }

  /** With its words one by one: the page keeps each of them whole, if there is room for it. */
  static Map<String, Object> command(String command) {
    return Fields.of("text", "")
        .with("command", Optional.of(Map.of("words", List.of(command.strip().split("\\s+")))))
        .map();
  }
}
