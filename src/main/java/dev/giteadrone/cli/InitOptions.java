package dev.giteadrone.cli;

import dev.giteadrone.init.InitFlag;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The options that answer the questions of {@code init}: one for each {@link InitFlag}. */
@Command
final class InitOptions {
  private @Nullable CommandSpec command;

  /** Called by picocli with the command that has these options. */
  @Spec(Spec.Target.MIXEE)
  void addTo(CommandSpec command) {
    this.command = command;
    for (InitFlag flag : InitFlag.values()) {
      OptionSpec.Builder option =
          OptionSpec.builder(flag.option()).description(flag.description().split("%n", -1));
      command.addOption(
          flag.value().isEmpty()
              ? option.type(boolean.class).build()
              : option.type(String.class).paramLabel(flag.value()).build());
    }
  }

  /** The values of all given flags. */
  Map<InitFlag, String> given() {
    ParseResult parsed = Objects.requireNonNull(command).commandLine().getParseResult();
    Map<InitFlag, String> given = new EnumMap<>(InitFlag.class);
    for (InitFlag flag : InitFlag.values()) {
      Object value = parsed.matchedOptionValue(flag.option(), false);
      if (!value.equals(false)) {
        given.put(flag, value.toString());
      }
    }
    return given;
  }
}
