package dev.giteadrone.report.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.fakes.TestProblem;
import dev.giteadrone.model.result.Problem;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CauseTest {
  @Test
  void aShortNameIsNoPartOfAWord() {
    List<HostLine> hosts =
        Stream.of("a", "b", "c", "d", "e", "db1", "refuse", "c++")
            .map(name -> line(name, "connection refused", "a firewall blocks port 3000"))
            .toList();

    assertThat(Cause.of(hosts)).hasSize(1);
  }

  @Test
  void aNameAsAWordIsNoDifference() {
    List<HostLine> hosts =
        Stream.of("b", "db1", "x/c++")
            .map(name -> line(name, "no route to " + name + " (" + name + ")", ""))
            .toList();

    assertThat(Cause.of(hosts)).hasSize(1);
  }

  private static HostLine line(String name, String seen, String cause) {
    Problem problem = TestProblem.of("gitea.ready", "reaching Gitea", seen, cause, "start it");
    return FleetSample.refused(name, problem);
  }
}
