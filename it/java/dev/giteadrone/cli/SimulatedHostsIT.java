package dev.giteadrone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.simulated.SimulatedHosts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One simulated host is a host that works, for the program with the real sops. */
final class SimulatedHostsIT {
  private static SimulatedHosts hosts;
  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    hosts = SimulatedHosts.start();
  }

  @AfterAll
  static void stop() {
    hosts.close();
  }

  @Test
  void eachCommandFindsNothingToDo() {
    hosts.write(folder, List.of("one"));

    RanCommand verify = run("verify", "--level", "basic", "-f", "one.yaml");
    assertThat(verify.code()).as(verify.output()).isZero();
    RanCommand plan = run("plan", "-f", "one.yaml");
    assertThat(plan.code()).as(plan.output()).isZero();
    assertThat(plan.output()).contains("Nothing to do");
    RanCommand bootstrap = run("bootstrap", "--level", "basic", "-f", "one.yaml");
    assertThat(bootstrap.code()).as(bootstrap.output()).isZero();
    assertThat(bootstrap.output()).contains("Nothing to do. 17 checks passed");
  }

  @Test
  void aHostIsDownRefusesOrWaitsAsItIsTold() throws Exception {
    hosts.write(folder, List.of("down", "refusing", "well"));
    hosts.host("down").down();
    hosts.host("refusing").refuse();

    assertThat(verify("down", "--timeout", "2s").code()).isEqualTo(ExitCode.UNREACHABLE.code());
    assertThat(verify("refusing").code()).isEqualTo(ExitCode.VERIFICATION_FAILED.code());
    hosts.host("well").hold();
    CompletableFuture<RanCommand> held = CompletableFuture.supplyAsync(() -> verify("well"));
    while (hosts.host("well").requests().isEmpty()) {
      Thread.sleep(10);
    }
    assertThat(held).isNotDone();
    hosts.host("well").repair();
    assertThat(held.join().code()).isZero();
    for (String name : List.of("down", "refusing")) {
      hosts.host(name).repair();
      RanCommand again = verify(name);
      assertThat(again.code()).as(again.output()).isZero();
    }
  }

  private RanCommand verify(String name, String... options) {
    List<String> command =
        new ArrayList<>(List.of("verify", "--level", "basic", "-f", name + ".yaml"));
    command.addAll(List.of(options));
    return run(command.toArray(String[]::new));
  }

  private RanCommand run(String... command) {
    return RanCommand.of(hosts, folder, folder.resolve("state"), command);
  }
}
