package dev.giteadrone.cli;

import dev.giteadrone.MarkdownPage;
import dev.giteadrone.cli.terminal.ProcessContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The pages of the manual about the commands, written from what {@code --help} prints. */
final class CommandPage {
  private static final Pattern DEFAULT =
      Pattern.compile(" ?\\(default: ((?:[^()]|\\([^()]*\\))*)\\)");
  private static final List<String> STANDARD = List.of("--help", "--version");

  /**
   * What the help does not say about a command.
   *
   * @param about paragraphs
   * @param examples command lines, each with what it does
   * @param writes what it writes, and where
   * @param see links
   */
  record Words(
      List<String> about, Map<String, String> examples, List<String> writes, List<String> see) {
    static final Words NONE = new Words(List.of(), Map.of(), List.of(), List.of());
  }

  /** A line of the table of exit codes: the code, and when it is the command's. */
  record Exit(String code, String when) {}

  private CommandPage() {}

  /** All commands by name, such as {@code sandbox up}. */
  static Map<String, CommandLine> commands() {
    Map<String, CommandLine> commands = new LinkedHashMap<>();
    CommandLine all =
        Main.commandLine(new String[] {"help", "sandbox"}, ProcessContext.ofProcess());
    all.setUsageHelpWidth(80);
    all.getSubcommands()
        .forEach((name, line) -> {
          commands.put(name, line);
          line.getSubcommands().forEach((below, inner) -> commands.put(name + " " + below, inner));
        });
    return commands;
  }

  /** The name of a command's page. */
  static String name(String command) {
    return command.replace(' ', '-') + ".md";
  }

  /** The list of all pages. */
  static String index() {
    MarkdownPage index = new MarkdownPage();
    index.heading(1, "Commands");
    index.paragraph(
        "`gitea-drone COMMAND --help` prints what is written here; `gitea-drone help` lists the commands.");
    List<String> items = new ArrayList<>();
    commands()
        .forEach((name, line) ->
            items.add(
                "[%s](%s): %s".formatted(name, name(name), description(line.getCommandSpec()))));
    index.list(items);
    return index.text();
  }

  /** The page of one command. */
  static String of(String name, CommandLine line, Words words, List<Exit> exits) {
    CommandSpec spec = line.getCommandSpec();
    MarkdownPage page = new MarkdownPage();
    page.heading(1, name);
    page.paragraph(description(spec));
    page.code(
        "", new Help(spec, Help.defaultColorScheme(Help.Ansi.OFF)).synopsis(0).strip() + "\n");
    words.about().forEach(page::paragraph);
    if (!words.examples().isEmpty()) {
      page.heading(2, "Examples");
      words
          .examples()
          .forEach((command, does) -> {
            page.paragraph(does);
            page.code("", command.strip() + "\n");
          });
    }
    table(page, "Arguments", "argument", spec.positionalParameters());
    table(page, "Options", "option", options(spec));
    section(page, "What it writes", words.writes());
    if (!exits.isEmpty()) {
      page.heading(2, "Exit codes");
      page.table(
          List.of("code", "when"),
          exits.stream()
              .map(exit ->
                  List.of(
                      "[%s](../exit-codes.md#exit-code-%s)".formatted(exit.code(), exit.code()),
                      exit.when()))
              .toList());
    }
    section(page, "See also", words.see());
    return page.text();
  }

  private static void section(MarkdownPage page, String title, List<String> items) {
    if (!items.isEmpty()) {
      page.heading(2, title);
      page.list(items);
    }
  }

  /** First the options of this command alone, then those that it shares with others. */
  private static List<OptionSpec> options(CommandSpec spec) {
    Set<OptionSpec> shared =
        spec.mixins().values().stream()
            .flatMap(mixin -> mixin.options().stream())
            .collect(Collectors.toSet());
    return spec.options().stream()
        .filter(option -> !option.hidden())
        .filter(option -> Stream.of(option.names()).noneMatch(STANDARD::contains))
        .sorted(Comparator.comparing(shared::contains))
        .toList();
  }

  private static void table(
      MarkdownPage page, String title, String kind, List<? extends ArgSpec> arguments) {
    if (arguments.isEmpty()) {
      return;
    }
    page.heading(2, title);
    page.table(
        List.of(kind, "meaning"),
        arguments.stream().map(argument -> List.of(names(argument), meaning(argument))).toList());
  }

  /** The names, then what stands behind them: parts that do not break at a hyphen. */
  private static String names(ArgSpec argument) {
    if (argument instanceof OptionSpec option) {
      String names =
          Arrays.stream(option.names())
              .map(name -> "`" + name + "`")
              .collect(Collectors.joining(", "));
      return argument.typeInfo().isBoolean() ? names : names + " `" + argument.paramLabel() + "`";
    }
    return "`" + argument.paramLabel() + "`";
  }

  /** The description, with the default at its end. */
  private static String meaning(ArgSpec argument) {
    String text = text(argument);
    Matcher found = DEFAULT.matcher(text);
    return found.find() ? found.replaceFirst("") + " Default: " + found.group(1) + "." : text;
  }

  private static String text(ArgSpec argument) {
    String text = String.join(" ", argument.description());
    String value = argument.defaultValueString(true);
    return text.replace("${DEFAULT-VALUE}", value == null ? "" : value);
  }

  private static String description(CommandSpec spec) {
    return String.join(" ", spec.usageMessage().description());
  }
}
