package dev.giteadrone.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServersBuildTest {
  @TempDir private Path cache;

  @Test
  void thePackedScriptRunsShowsItsLinesAndItsFailure() {
    List<String> lines = new ArrayList<>();
    Progress progress =
        new Progress() {
          @Override
          public void output(String line) {
            lines.add(line);
          }
        };

    assertThatThrownBy(() -> new ServersBuild(cache).build(List.of("unheard-of"), progress))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("building unheard-of")
        .hasMessageContaining("no such program: unheard-of");

    assertThat(lines).anyMatch(line -> line.contains("there are: age age-keygen"));
  }
}
