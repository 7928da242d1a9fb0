package dev.giteadrone.cli;

import dev.giteadrone.cli.terminal.ErrorPrinter;
import dev.giteadrone.cli.terminal.ProcessContext;
import dev.giteadrone.cli.terminal.ProgressLines;
import dev.giteadrone.cli.terminal.ReportsErrors;
import dev.giteadrone.cli.terminal.RunEnd;
import dev.giteadrone.model.desired.Rotation;
import dev.giteadrone.model.result.ExitCode;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

@Command(
    addMethodSubcommands = false,
    mixinStandardHelpOptions = true,
    abbreviateSynopsis = true,
    sortOptions = false,
    versionProvider = Version.class,
    name = "rotate",
    description = "Rotates a secret, deploys, and verifies.")
final class RotateCommand implements Callable<Integer>, ReportsErrors {
  /** Reads what to rotate, and names all of it for completions. */
  static final class WhatConverter implements ITypeConverter<Rotation>, Iterable<String> {
    @Override
    public Rotation convert(String value) {
      return Arrays.stream(Rotation.values())
          .filter(what -> what.label().equals(value))
          .findFirst()
          .orElseThrow(() ->
              new TypeConversionException(
                  "'"
                      + value
                      + "' is not one of "
                      + Arrays.stream(Rotation.values())
                          .map(Rotation::label)
                          .collect(Collectors.joining(", "))));
    }

    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(Rotation.values()).map(Rotation::label).iterator();
    }
  }

  private final ProcessContext shell;
  @Mixin private final ConfigOption config = new ConfigOption();
  @Mixin private final CommonOptions common = new CommonOptions();
  @Mixin private final DeployOption deploy = new DeployOption();
  @Mixin private final LevelOption level = new LevelOption();

  @Parameters(
      paramLabel = "WHAT",
      converter = WhatConverter.class,
      completionCandidates = WhatConverter.class,
      description = "client-secret, rpc-secret, admin-password or admin-token.")
  private Rotation what = Rotation.CLIENT_SECRET;

  @Option(
      names = "--data-key",
      description =
          "Rotate the data key of the file first, so that former readers cannot"
              + " decrypt the new value; lists what else they could read.")
  private boolean dataKey;

  RotateCommand(ProcessContext shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    common.check(shell, config.file(shell));
    common.requireAnswer(shell, "rotating " + what.label());
    shell.err().println("! " + consequence(what));
    if (!common.confirmed(shell, "Go on? [y/N]", RotateCommand::agrees)) {
      return ExitCode.FAILED.code();
    }
    return new CommandRunner(shell, common, config.file(shell))
        .interrupted("interrupted; gitea-drone bootstrap completes the rotation")
        .run(
            deploy.of(common.run(shell, level.level())),
            ProgressLines.Detail.STORY,
            program -> program.rotate(what, dataKey),
            RunEnd.Content.SUMMARY)
        .code();
  }

  private static boolean agrees(String answer) {
    String word = answer.toLowerCase(Locale.ROOT);
    return word.equals("y") || word.equals("yes");
  }

  private static String consequence(Rotation what) {
    return switch (what) {
      case CLIENT_SECRET -> "logins to Drone fail from now until the deploy is finished";
      case RPC_SECRET ->
          "runners take no builds between the deploy and their restart, and the"
              + " restart ends their running builds";
      case ADMIN_PASSWORD -> "the administrator's old password stops working";
      case ADMIN_TOKEN -> "the old access token stops working; only this program has it";
    };
  }

  @Override
  public ErrorPrinter complaints() {
    return common.complaints(shell);
  }
}
