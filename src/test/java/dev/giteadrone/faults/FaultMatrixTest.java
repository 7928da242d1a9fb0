package dev.giteadrone.faults;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.giteadrone.faults.FaultCase.Outcome;
import dev.giteadrone.model.result.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Each request that the ports make, in each place of the method it belongs to, with each fault:
 * always, and for reads also once. Over real sockets, each case with servers of its own.
 */
final class FaultMatrixTest {
  /** Most cases wait for a server, or for another attempt, most of their time. */
  private static final int AT_ONCE = 80;

  /** Those that keep a core busy: more at once would only be slow together. */
  private static final Semaphore BUSY = new Semaphore(4);

  private static final AtomicInteger ELSEWHERE_GOT = new AtomicInteger();

  private static final CaseServers SERVERS =
      new CaseServers(options().containerThreads(800).gzipDisabled(true));

  private static final WireMockServer ELSEWHERE =
      CaseServers.answering(
          options(),
          request -> {
            ELSEWHERE_GOT.incrementAndGet();
            return aResponse().withStatus(200).build();
          });

  @BeforeAll
  static void start() {
    SERVERS.start();
    CaseServers.start(ELSEWHERE);
  }

  @AfterAll
  static void stop() {
    SERVERS.stop();
    ELSEWHERE.stop();
  }

  @Test
  void eachRequestWithEachFaultIsRetriedSafelyOrStoppedWithAReason() throws Exception {
    List<Callable<List<String>>> cases = new ArrayList<>();
    int requests = 0;
    for (Operation operation : Operation.all()) {
      List<String> sequence;
      String usual;
      try (FaultCase well = open(operation, null, 0, false, List.of())) {
        Outcome outcome = well.run();
        assertThat(outcome.thrown()).as(operation.name()).isNull();
        sequence = well.received();
        usual =
            String.valueOf(outcome.value())
                .replace(well.gitea.host(), "GITEA")
                .replace(well.drone.host(), "DRONE");
      }
      assertThat(sequence).as(operation.name()).isNotEmpty();
      for (int i = 0; i < sequence.size(); i++) {
        requests++;
        int at = i;
        Stream.of(Fault.values())
            .forEach(fault ->
                cases.add(paced(fault, () -> judge(operation, fault, at, sequence, usual))));
      }
    }

    List<String> wrong = CaseServers.run(AT_ONCE, cases);

    assertThat(wrong).isEmpty();
    assertThat(ELSEWHERE_GOT).as("requests that another host got").hasValue(0);
    System.out.printf(
        "fault matrix: %d requests × %d faults = %d cases, all as expected%n",
        requests, Fault.values().length, cases.size());
  }

  @Test
  void eachRequestOfARunWithEachFaultIsRetriedSafelyOrStopsTheRunWithAReason() throws Exception {
    List<Callable<List<String>>> cases = new ArrayList<>();
    int requests = 0;
    for (WholeRun run : WholeRun.values()) {
      List<String> sequence;
      try (FaultCase well = open(run, null, 0, false, List.of())) {
        WholeRun.Ran ran = run.on(well);
        assertThat(ran.outcome().thrown()).as(run.name()).isNull();
        assertThat(ran.report().exitCode())
            .as(run + ": " + ran.report().problem())
            .isEqualTo(ExitCode.DONE);
        sequence = well.received();
      }
      for (int i = run.first(sequence); i < sequence.size(); i++) {
        if (sequence.indexOf(sequence.get(i)) < i) {
          continue;
        }
        requests++;
        int at = i;
        Stream.of(Fault.values())
            .forEach(fault -> cases.add(paced(fault, () -> judge(run, fault, at, sequence))));
      }
    }
    long start = System.nanoTime();

    List<String> wrong = CaseServers.run(AT_ONCE, cases);

    assertThat(wrong).isEmpty();
    assertThat(ELSEWHERE_GOT).as("requests that another host got").hasValue(0);
    System.out.printf(
        "fault matrix, whole runs: %d requests of %d commands × %d faults = %d cases, all as"
            + " expected, %d s%n",
        requests,
        WholeRun.values().length,
        Fault.values().length,
        cases.size(),
        (System.nanoTime() - start) / 1_000_000_000);
  }

  private static Callable<List<String>> paced(Fault fault, Callable<List<String>> one) {
    if (fault != Fault.HUGE_BODY) {
      return one;
    }
    return () -> {
      BUSY.acquire();
      try {
        return one.call();
      } finally {
        BUSY.release();
      }
    };
  }

  private static List<String> judge(WholeRun run, Fault fault, int at, List<String> sequence) {
    List<String> wrong = new ArrayList<>();
    boolean maybeTwice = fault.passing && !FaultAssertions.askedOnce(sequence.get(at));
    for (boolean passes : maybeTwice ? new boolean[] {false, true} : new boolean[] {false}) {
      try (FaultCase servers = open(run, fault, at, passes, sequence)) {
        wrong.addAll(run.judge(servers, sequence.get(at), run.on(servers)));
      }
    }
    return wrong;
  }

  private static FaultCase open(
      WholeRun run, @Nullable Fault fault, int at, boolean passes, List<String> sequence) {
    return SERVERS.open(
        FaultCase.ofRun(
            fault,
            at,
            passes,
            sequence,
            run != WholeRun.CREATE,
            SERVERS.port(),
            ELSEWHERE.baseUrl()));
  }

  private static List<String> judge(
      Operation operation, Fault fault, int at, List<String> sequence, String usual) {
    List<String> wrong = new ArrayList<>(one(operation, fault, at, false, sequence, usual));
    if (fault.passing && !FaultAssertions.askedOnce(sequence.get(at))) {
      wrong.addAll(one(operation, fault, at, true, sequence, usual));
    }
    return wrong;
  }

  private static List<String> one(
      Operation operation,
      Fault fault,
      int at,
      boolean passes,
      List<String> sequence,
      String usual) {
    try (FaultCase ran = open(operation, fault, at, passes, sequence)) {
      Outcome outcome = ran.run();
      return FaultAssertions.of(ran, sequence.get(at), outcome, usual);
    }
  }

  private static FaultCase open(
      Operation operation, Fault fault, int at, boolean passes, List<String> sequence) {
    return SERVERS.open(
        new FaultCase(operation, fault, at, passes, sequence, SERVERS.port(), ELSEWHERE.baseUrl()));
  }
}
