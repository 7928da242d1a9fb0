package dev.giteadrone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.cli.terminal.ProcessContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

class CompletionTest {
  @Test
  void whatIsOfferedForAnOptionIsAccepted() throws Exception {
    CommandLine line =
        Main.commandLine(new String[] {"help", "sandbox"}, ProcessContext.ofProcess());
    List<String> seen = new ArrayList<>();

    for (ArgSpec argument : arguments(line.getCommandSpec()).toList()) {
      for (String candidate : candidates(argument)) {
        seen.add(candidate);
        CommandLine.ITypeConverter<?>[] converters = argument.converters();
        Object value = converters.length == 0 ? candidate : converters[0].convert(candidate);
        assertThat(value).as(argument + " " + candidate).isNotNull();
      }
    }

    assertThat(seen)
        .contains("basic", "client-secret", "reference", "docker", "json", "never", "config");
  }

  private static Stream<ArgSpec> arguments(CommandSpec command) {
    return Stream.concat(
        command.args().stream(),
        command.subcommands().values().stream()
            .flatMap(child -> arguments(child.getCommandSpec())));
  }

  private static Iterable<String> candidates(ArgSpec argument) {
    Iterable<String> candidates = argument.completionCandidates();
    return candidates == null ? List.of() : candidates;
  }
}
