package dev.giteadrone.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The commands of a page of the manual, in their order: the lines of its unmarked code blocks. A
 * line that ends with a backslash goes on in the next one.
 */
public final class StartPage {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\n(.*?)^```$");

  private StartPage() {}

  /**
   * The commands.
   *
   * @param replace what the page says of its example host, and what it is here; each must occur
   */
  public static List<String> commands(String page, Map<String, String> replace) throws IOException {
    String text = Files.readString(Path.of("src/site/markdown", page));
    String commands =
        BLOCK
            .matcher(text)
            .results()
            .filter(block -> block.group(1).isEmpty())
            .map(block -> block.group(2))
            .collect(Collectors.joining())
            .replaceAll("\\\\\n\\s*", "");
    for (Map.Entry<String, String> one : replace.entrySet()) {
      if (!commands.contains(one.getKey())) {
        throw new AssertionError(page + " does not have: " + one.getKey());
      }
      commands = commands.replace(one.getKey(), one.getValue());
    }
    return commands.lines().toList();
  }
}
