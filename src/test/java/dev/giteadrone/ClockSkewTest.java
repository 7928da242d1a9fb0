package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.drone.RestDrone;
import dev.giteadrone.fakes.InMemoryGateways;
import dev.giteadrone.fakes.InMemoryServers;
import dev.giteadrone.fakes.TestConfig;
import dev.giteadrone.http.Http;
import dev.giteadrone.http.HttpSettings;
import dev.giteadrone.http.ScriptedServer;
import dev.giteadrone.http.Server;
import dev.giteadrone.model.desired.AdminCreation;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.run.Commands;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A server whose clock is wrong: a warning, once, and no failure. */
final class ClockSkewTest {
  private final InMemoryServers world = new InMemoryServers();

  private List<String> warnings(Function<Commands, RunReport> command) {
    List<String> warnings = new ArrayList<>();
    Progress progress =
        new Progress() {
          @Override
          public void warning(String text) {
            warnings.add(text);
          }
        };
    RunReport report =
        command.apply(
            Commands.of(
                TestConfig.desired(AdminCreation.AUTO, Optional.empty()),
                RunOptions.DEFAULT,
                progress,
                new PortConnections(InMemoryGateways.of(world))));
    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    return warnings.stream().filter(text -> text.contains("clock")).toList();
  }

  @Test
  void bootstrapAndVerifyWarnOnce() {
    world.clockAhead = Optional.of(Duration.ofHours(50));
    String warning =
        "the clock of Gitea's host is 2 days 2 h ahead of this machine's:"
            + " set the wrong clock, here or there: timedatectl set-ntp true";

    assertThat(warnings(Commands::bootstrap)).containsExactly(warning);
    assertThat(warnings(Commands::verify)).containsExactly(warning);
  }

  @Test
  void aSmallDifferenceIsNoWarning() {
    world.clockAhead = Optional.of(Duration.ofSeconds(-29));

    assertThat(warnings(Commands::bootstrap)).isEmpty();
  }

  @Test
  void theDateOfAnAnswerTells() throws Exception {
    try (ScriptedServer server = ScriptedServer.start(got -> dated(Duration.ofDays(-2), ""))) {
      assertThat(ahead(server))
          .hasValueSatisfying(
              ahead -> assertThat(ahead).isCloseTo(Duration.ofDays(-2), Duration.ofSeconds(10)));
    }
  }

  @Test
  void theDateOfACachedAnswerTellsNothing() throws Exception {
    try (ScriptedServer server =
        ScriptedServer.start(got -> dated(Duration.ofDays(-2), "Age: 172800\r\n"))) {
      assertThat(ahead(server)).isEmpty();
    }
  }

  private static Optional<Duration> ahead(ScriptedServer server) {
    RestDrone drone =
        new RestDrone(
            new Http(
                new Server("Drone", server.url(), ProblemId.DRONE_READY),
                new HttpSettings(false, Optional.empty()),
                new Timeline(),
                () -> Deadline.in(Duration.ofSeconds(20))),
            server.url());
    assertThat(drone.server().clockAhead()).as("nothing was sent yet").isEmpty();
    drone.server().info();
    return drone.server().clockAhead();
  }

  private static ScriptedServer.Reply dated(Duration ahead, String more) {
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            Instant.now().plus(ahead).atOffset(ZoneOffset.UTC));
    String body = "{\"version\":\"2.20.0\"}";
    String answer =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nDate: "
            + date
            + "\r\n"
            + more
            + "Content-Length: "
            + body.length()
            + "\r\n\r\n"
            + body;
    return (socket, out) -> {
      out.write(answer.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      return true;
    };
  }
}
