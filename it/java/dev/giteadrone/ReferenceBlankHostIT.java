package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.model.ExitCode;
import dev.giteadrone.model.Problem;
import dev.giteadrone.model.Progress;
import dev.giteadrone.model.RunOptions;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.sandbox.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Blank reference hosts: Gitea calls Drone, Drone calls Gitea, and we call both, over TLS alone.
 */
final class ReferenceBlankHostIT extends BlankHosts {
  ReferenceBlankHostIT() {
    super(Profile.REFERENCE);
  }

  @Test
  void withoutTheAuthorityNothingIsTouchedAndTheOptionIsNamed() throws IOException {
    assertThat(bed().sandbox.giteaUrl()).hasScheme("https");
    assertThat(bed().sandbox.droneUrl()).hasScheme("https");
    List<Path> before = files();

    RunReport report =
        GiteaDrone.of(bed().desired(), RunOptions.DEFAULT, Progress.SILENT, bed().environment())
            .bootstrap();

    assertThat(report.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    Problem problem = report.problem().orElseThrow();
    assertThat(problem.toString()).contains(bed().sandbox.giteaUrl().getAuthority());
    assertThat(problem.next()).contains("--ca-cert");
    assertThat(report.mutations()).isZero();
    assertThat(files()).isEqualTo(before);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(bed().sandbox.hostFolder())) {
      return all.sorted().toList();
    }
  }
}
