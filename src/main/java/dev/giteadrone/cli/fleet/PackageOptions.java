package dev.giteadrone.cli.fleet;

import dev.giteadrone.cli.terminal.ProcessContext;
import dev.giteadrone.config.NetworkFromEnvironment;
import dev.giteadrone.fleet.kept.KeptReports;
import dev.giteadrone.fleet.kept.ReportsToken;
import dev.giteadrone.gitea.packages.GenericPackage;
import dev.giteadrone.gitea.packages.PackageFiles;
import dev.giteadrone.http.HttpSettings;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Pace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where reports are kept, and how that Gitea is reached. */
final class PackageOptions {
  /** A large report on a slow line. */
  private static final Duration LONGEST = Duration.ofMinutes(5);

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Option(
      names = "--at",
      required = true,
      paramLabel = "URL",
      description = "The URL of a version of a generic package of Gitea.")
  private String at = "";

  @Option(
      names = "--ca-cert",
      paramLabel = "FILE",
      description = "PEM file of certificate authorities to trust in addition to Java's.")
  private @Nullable Path caCertificate;

  @Option(
      names = "--allow-plain-http",
      description = "Allow plain HTTP to other hosts; the token crosses the network unencrypted.")
  private boolean allowPlainHttp;

  /** Where the reports are. */
  GenericPackage at() {
    return GenericPackage.parse(at);
  }

  /** The reports there; nothing is sent yet. */
  KeptReports reports(ProcessContext shell, Deadline deadline) {
    if (caCertificate != null && command != null && !Files.isReadable(shell.path(caCertificate))) {
      throw new ParameterException(
          command.commandLine(), "--ca-cert " + caCertificate + " cannot be read");
    }
    GenericPackage place = at();
    HttpSettings settings =
        new HttpSettings(
            allowPlainHttp,
            Optional.ofNullable(caCertificate).map(shell::path),
            Pace.DEFAULT.withCall(LONGEST),
            NetworkFromEnvironment.of(place.gitea(), shell.environment()));
    return new KeptReports(
        new PackageFiles(place, ReportsToken.of(shell.environment()), settings, deadline));
  }
}
