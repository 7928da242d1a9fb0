package dev.giteadrone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.giteadrone.cli.terminal.ProcessContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program accepts every command line of the manual, and runs those that need no server. */
final class ManualCommandsTest {
  private static final String NAME = "gitea-drone ";

  /** Behind one of these a shell begins another command, a comment, or a redirection. */
  private static final Pattern END =
      Pattern.compile("\\s+(?:&&|\\|\\||[;|<>#&]|2>)(?:\\s.*)?$|;.*$");

  /** A word, which may be quoted in whole or in part. */
  private static final Pattern WORD = Pattern.compile("(?:'[^']*'|\"[^\"]*\"|[^\\s'\"])+");

  /** What stands in the manual for a word of the reader. */
  private static final Map<String, String> PLACEHOLDERS =
      Map.of(
          "COMMAND", "verify",
          "ID", "gitea.ready",
          "KEY", "gitea.url",
          "WHAT", "client-secret");

  private static final Set<String> OFFLINE = Set.of("explain", "schema", "version", "help");

  @TempDir Path folder;

  @Test
  void everyCommandLineIsAccepted() throws IOException {
    Map<String, String> all = commandLines();
    assertThat(all).hasSizeGreaterThan(50);
    all.forEach((line, page) ->
        assertThatCode(() ->
                Main.commandLine(new String[] {"help", "sandbox"}, ProcessContext.ofProcess())
                    .parseArgs(words(line)))
            .as(page + ": " + line)
            .doesNotThrowAnyException());
  }

  @Test
  void thoseThatNeedNoServerAreRun() throws IOException {
    Set<String> run = new TreeSet<>();
    commandLines()
        .forEach((line, page) -> {
          String[] words = words(line);
          if (OFFLINE.contains(words[0]) || List.of(words).contains("--help")) {
            ShellFixture shell = new ShellFixture(folder);
            assertThat(
                    shell.run(
                        progress -> {
                          throw new AssertionError("a server is asked");
                        },
                        words))
                .as(page + ": " + line + "\n" + shell.err())
                .isZero();
            assertThat(shell.out()).as(line).isNotEmpty();
            run.add(words[0]);
          }
        });
    assertThat(run).containsAll(OFFLINE);
  }

  @Test
  void aMistypedOptionIsFound() {
    assertThat(
            found("```\n$ A=b gitea-drone plan --detailed-exitcodes && git push # and more\n```\n"))
        .containsExactly("plan --detailed-exitcodes");
    assertThat(found("    gitea-drone plan \\\n      -v > plan.txt\n")).containsExactly("plan -v");
    assertThat(found("Run `gitea-drone explain ID`; or a `gitea-drone-` name."))
        .containsExactly("explain ID");
    assertThat(words("explain config.KEY")).containsExactly("explain", "config.gitea.url");
    assertThat(words("init --deploy 'a b' --x=\"c\""))
        .containsExactly("init", "--deploy", "a b", "--x=c");
  }

  /** Each command line, without the name of the program, and a page that has it. */
  private static Map<String, String> commandLines() throws IOException {
    Map<String, String> all = new TreeMap<>();
    for (Path root : List.of(Path.of("README.md"), Path.of("src/site/markdown"))) {
      try (Stream<Path> pages = Files.walk(root)) {
        for (Path page : pages.filter(file -> file.toString().endsWith(".md")).toList()) {
          found(Files.readString(page)).forEach(line -> all.put(line, page.toString()));
        }
      }
    }
    return all;
  }

  private static List<String> found(String page) {
    List<String> found = new ArrayList<>();
    Parser.builder()
        .build()
        .parse(page)
        .accept(
            new AbstractVisitor() {
              @Override
              public void visit(FencedCodeBlock block) {
                add(block.getLiteral());
              }

              @Override
              public void visit(IndentedCodeBlock block) {
                add(block.getLiteral());
              }

              @Override
              public void visit(Code code) {
                add(code.getLiteral());
              }

              private void add(String text) {
                for (String line : text.replaceAll("\\\\\n\\s*", "").split("\n", -1)) {
                  for (String part : line.split("&&|;", -1)) {
                    String bare = part.strip().replaceFirst("^(?:[$-] )?(?:[A-Z_]+=\\S+ )*", "");
                    // A bracket is part of a synopsis, which is no command line.
                    if (bare.startsWith(NAME) && !bare.contains("[")) {
                      String command = bare.substring(NAME.length());
                      found.add(END.matcher(command).replaceFirst("").strip());
                    }
                  }
                }
              }
            });
    return found;
  }

  private static String[] words(String line) {
    return WORD.matcher(line)
        .results()
        .map(word -> word.group().replaceAll("['\"]", ""))
        .map(ManualCommandsTest::meant)
        .toArray(String[]::new);
  }

  private static String meant(String given) {
    String meant = given;
    for (Map.Entry<String, String> placeholder : PLACEHOLDERS.entrySet()) {
      String word = "(?<![A-Z])" + placeholder.getKey() + "(?![A-Z])";
      meant = meant.replaceAll(word, placeholder.getValue());
    }
    return meant;
  }
}
