package dev.giteadrone.cli.fleet;

import dev.giteadrone.cli.terminal.CaCertificateOption;
import dev.giteadrone.cli.terminal.ProcessContext;
import dev.giteadrone.config.NetworkFromEnvironment;
import dev.giteadrone.fleet.kept.KeptReports;
import dev.giteadrone.fleet.kept.ReportsToken;
import dev.giteadrone.gitea.packages.GenericPackage;
import dev.giteadrone.gitea.packages.PackageFiles;
import dev.giteadrone.http.HttpSettings;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Pace;
import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where reports are kept, and how that Gitea is reached. */
final class PackageOptions {
  /** A large report on a slow line. */
  private static final Duration LONGEST = Duration.ofMinutes(5);

  @Option(
      names = "--at",
      required = true,
      paramLabel = "URL",
      description = "The URL of a version of a generic package of Gitea.")
  private String at = "";

  @Mixin private final CaCertificateOption caCertificate = new CaCertificateOption();

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
    GenericPackage place = at();
    HttpSettings settings =
        new HttpSettings(
            allowPlainHttp,
            caCertificate.file(shell),
            Pace.DEFAULT.withCall(LONGEST),
            NetworkFromEnvironment.of(place.gitea(), shell.environment()));
    return new KeptReports(
        new PackageFiles(place, ReportsToken.of(shell.environment()), settings, deadline));
  }
}
