package dev.giteadrone.cli.terminal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The certificate authorities of the user, for commands that connect to a server. */
public final class CaCertificateOption {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Option(
      names = "--ca-cert",
      paramLabel = "FILE",
      description = "PEM file of certificate authorities to trust in addition to Java's.")
  private @Nullable Path file;

  /**
   * Checks the file before anything is done.
   *
   * @throws ParameterException if it cannot be read
   */
  public void requireReadable(ProcessContext shell) {
    if (file != null && !Files.isReadable(shell.path(file))) {
      throw new ParameterException(
          UsageError.line(command, this), "--ca-cert " + file + " cannot be read");
    }
  }

  /**
   * The file, absolute, if one is given.
   *
   * @throws ParameterException if it cannot be read
   */
  public Optional<Path> file(ProcessContext shell) {
    requireReadable(shell);
    return Optional.ofNullable(file).map(shell::path);
  }
}
