package dev.giteadrone.cli;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The completion for fish, which picocli does not write: one line for each command and option. */
final class FishCompletion {
  private final String name;
  private final CommandLine root;
  private final List<String> lines = new ArrayList<>();

  FishCompletion(String name, CommandLine root) {
    this.name = name;
    this.root = root;
  }

  /** The text of the file. */
  String text() {
    lines.clear();
    lines.add("# Completions of " + name + " for fish");
    lines.add("complete -c " + name + " -f");
    command(root.getCommandSpec(), "__fish_use_subcommand");
    return String.join("\n", lines) + "\n";
  }

  private void command(CommandSpec command, String here) {
    List<CommandSpec> children =
        command.subcommands().values().stream()
            .map(CommandLine::getCommandSpec)
            .filter(child -> !child.usageMessage().hidden())
            .toList();
    String names = children.stream().map(CommandSpec::name).collect(Collectors.joining(" "));
    String open =
        children.isEmpty() || here.equals("__fish_use_subcommand")
            ? here
            : here + "; and not __fish_seen_subcommand_from " + names;
    for (CommandSpec child : children) {
      add(open, "-a " + child.name(), child.usageMessage().description());
    }
    for (OptionSpec option : command.options()) {
      if (!option.hidden()) {
        add(open, names(option) + value(option), option.description());
      }
    }
    for (ArgSpec parameter : command.positionalParameters()) {
      if (parameter.completionCandidates() != null) {
        add(open, "-a " + quoted(candidates(parameter)), new String[0]);
      }
    }
    for (CommandSpec child : children) {
      command(child, "__fish_seen_subcommand_from " + child.name());
    }
  }

  private void add(String condition, String what, String[] description) {
    String text = description.length == 0 ? "" : " -d " + quoted(sentence(description));
    lines.add("complete -c " + name + " -n " + quoted(condition) + " " + what + text);
  }

  private static String names(OptionSpec option) {
    return List.of(option.names()).stream()
        .map(one -> one.startsWith("--") ? "-l " + one.substring(2) : "-s " + one.substring(1))
        .collect(Collectors.joining(" "));
  }

  /** What follows the option: nothing, a file, one of some words, or a word that only you know. */
  private static String value(OptionSpec option) {
    Class<?> type = option.typeInfo().getType();
    if (option.arity().max() == 0) {
      return "";
    } else if (option.completionCandidates() != null) {
      return " -x -a " + quoted(candidates(option));
    }
    return type == Path.class || type == File.class ? " -r -F" : " -x";
  }

  private static String candidates(ArgSpec argument) {
    List<String> all = new ArrayList<>();
    argument.completionCandidates().forEach(all::add);
    return String.join(" ", all);
  }

  /** The first one. */
  private static String sentence(String[] description) {
    return String.join(" ", description)
        .replace("%n", " ")
        .replaceAll(" *\\(default: [^)]*\\)", "")
        .replaceAll("(?<=[a-z)])[.:;] .*", "")
        .strip();
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
