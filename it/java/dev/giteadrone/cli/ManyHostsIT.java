package dev.giteadrone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.report.fleet.FleetFolder;
import dev.giteadrone.report.fleet.FleetReport;
import dev.giteadrone.report.fleet.HostLine;
import dev.giteadrone.simulated.SimulatedHost;
import dev.giteadrone.simulated.SimulatedHosts;
import dev.giteadrone.simulated.SimulatedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One command on many simulated hosts, with a real secrets file and a real sops for each. */
final class ManyHostsIT {
  private static SimulatedHosts hosts;
  @TempDir private static Path state;
  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    hosts = SimulatedHosts.start();
  }

  @AfterAll
  static void stop() {
    hosts.close();
  }

  @BeforeEach
  void allAreWell() {
    names(200).map(hosts::host).forEach(SimulatedHost::repair);
    forget();
  }

  @Test
  void eachOfTwoHundredHostsIsAskedWhatARunOfItAloneAsks() throws IOException {
    write(200);
    assertThat(run("verify", "--level", "basic", "-f", "hosts/h001.yaml").code()).isZero();
    List<String> alone = asked("h001");
    forget();

    RanCommand all = verify("--parallel", "16");

    assertThat(all.code()).as(all.output()).isZero();
    assertThat(names(200)).allSatisfy(name -> assertThat(asked(name)).isEqualTo(alone));
    assertThat(report().hosts()).hasSize(200).allMatch(HostLine::isDone);
    try (Stream<Path> pages = Files.list(folder.resolve("out/hosts"))) {
      assertThat(pages).hasSize(400);
    }
  }

  @Test
  void whatIsWrongWithSomeIsReportedOfThemAloneAndOnlyTheyAreRunAgain() throws IOException {
    write(60);
    List<String> down = List.of("h007", "h031", "h058");
    List<String> refusing = List.of("h012", "h044");
    down.forEach(name -> hosts.host(name).down());
    refusing.forEach(name -> hosts.host(name).refuse());
    Path unreadable = folder.resolve("hosts/h020.yaml");
    String good = Files.readString(unreadable);
    Files.writeString(unreadable, "gitea: [");
    Path twice = folder.resolve("hosts/z.yaml");
    Files.copy(folder.resolve("hosts/h001.yaml"), twice);

    // Hosts that are well need a fraction of it, also on a slow machine.
    RanCommand all = verify("--timeout", "12s");

    assertThat(all.code()).as(all.output()).isEqualTo(ExitCode.FAILED.code());
    assertThat(report().hosts()).hasSize(61);
    assertThat(lines(ExitCode.UNREACHABLE)).isEqualTo(down);
    assertThat(lines(ExitCode.VERIFICATION_FAILED)).isEqualTo(refusing);
    assertThat(lines(ExitCode.USAGE)).containsExactly("h020", "z");
    assertThat(all.output()).contains("7 of 61 hosts are not done", "hosts/h001.yaml");

    Stream.concat(down.stream(), refusing.stream()).forEach(name -> hosts.host(name).repair());
    Files.writeString(unreadable, good);
    Files.delete(twice);
    forget();
    RanCommand again = verify("--only", "failed");

    assertThat(again.code()).as(again.output()).isZero();
    assertThat(names(60).filter(name -> !hosts.host(name).requests().isEmpty()))
        .containsExactly("h007", "h012", "h020", "h031", "h044", "h058");
    assertThat(report().hosts()).hasSize(60).allMatch(HostLine::isDone);
  }

  @Test
  void shardsHaveEachHostOnce() {
    write(30);

    for (int shard = 1; shard <= 3; shard++) {
      assertThat(verify("--shard", shard + "/3").code()).isZero();
    }

    assertThat(names(30))
        .allSatisfy(name ->
            assertThat(asked(name).stream().filter("drone GET /version"::equals)).hasSize(1));
  }

  @Test
  void aHostThatDoesNotAnswerHoldsNoOtherUp() throws Exception {
    write(12);
    hosts.host("h001").hold();

    CompletableFuture<RanCommand> run =
        CompletableFuture.supplyAsync(() -> verify("--parallel", "2", "--timeout", "60s"));
    while (names(12).anyMatch(name -> asked(name).isEmpty())) {
      Thread.sleep(20);
    }
    assertThat(run).isNotDone();
    hosts.host("h001").repair();

    assertThat(run.join().code()).as(run.join().output()).isZero();
  }

  @Test
  void theTimeLimitOfAllEndsTheRunAndNamesThoseThatDidNotBegin() {
    write(8);
    names(8).map(hosts::host).forEach(SimulatedHost::hold);

    RanCommand all = verify("--parallel", "2", "--total-timeout", "2s");

    assertThat(all.code()).as(all.output()).isEqualTo(ExitCode.UNREACHABLE.code());
    assertThat(report().hosts())
        .filteredOn(host -> host.status() == HostLine.Status.NOT_BEGUN)
        .extracting(HostLine::name)
        .containsExactly(
            "hosts/h003", "hosts/h004", "hosts/h005", "hosts/h006", "hosts/h007", "hosts/h008");
    assertThat(names(8).filter(name -> !asked(name).isEmpty())).containsExactly("h001", "h002");
    assertThat(all.output()).contains("hosts/h008 not begun");
  }

  @Test
  void hostsWithOneSecretsFileAreBootstrappedOneAfterTheOther() throws Exception {
    write(3);
    for (String name : List.of("h002", "h003")) {
      Path file = folder.resolve("hosts/" + name + ".yaml");
      Files.writeString(
          file, Files.readString(file).replace("/" + name + "/drone.yaml", "/h001/drone.yaml"));
    }
    names(3).map(hosts::host).forEach(SimulatedHost::hold);

    CompletableFuture<RanCommand> run =
        CompletableFuture.supplyAsync(
            () -> run("bootstrap", "--level", "basic", "-f", "hosts", "--report", "out"));
    List<String> order = new ArrayList<>();
    while (order.size() < 3) {
      List<String> begun =
          names(3).filter(name -> !order.contains(name) && !asked(name).isEmpty()).toList();
      assertThat(begun).hasSizeLessThan(2);
      begun.forEach(name -> {
        order.add(name);
        hosts.host(name).repair();
      });
      Thread.sleep(20);
    }

    assertThat(run.join().code()).as(run.join().output()).isZero();
    assertThat(order).containsExactlyInAnyOrder("h001", "h002", "h003");
  }

  private void write(int count) {
    hosts.write(folder.resolve("hosts"), names(count).toList());
  }

  private static Stream<String> names(int count) {
    return IntStream.rangeClosed(1, count).mapToObj("h%03d"::formatted);
  }

  private static void forget() {
    names(200).map(hosts::host).forEach(SimulatedHost::forget);
  }

  /** Two requests that are sent at the same time may come in either order. */
  private static List<String> asked(String name) {
    return hosts.host(name).requests().stream().map(SimulatedRequest::line).sorted().toList();
  }

  private FleetReport report() {
    return FleetFolder.last(folder.resolve("out")).orElseThrow();
  }

  private List<String> lines(ExitCode code) {
    return report().hosts().stream()
        .filter(host -> host.exitCode() == code)
        .map(host -> host.name().replaceFirst("^hosts/", ""))
        .toList();
  }

  private RanCommand verify(String... options) {
    List<String> command =
        new ArrayList<>(List.of("verify", "--level", "basic", "-f", "hosts", "--report", "out"));
    command.addAll(List.of(options));
    return run(command.toArray(String[]::new));
  }

  private RanCommand run(String... command) {
    return RanCommand.of(hosts, folder, state, command);
  }
}
