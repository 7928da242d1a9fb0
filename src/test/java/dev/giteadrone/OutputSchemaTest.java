package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.giteadrone.fakes.Effects;
import dev.giteadrone.fakes.InMemoryServers;
import dev.giteadrone.fakes.TestConfig;
import dev.giteadrone.fakes.TestProblem;
import dev.giteadrone.model.desired.Rotation;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.plan.Change;
import dev.giteadrone.model.plan.Stage;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.secret.Variable;
import dev.giteadrone.model.server.Repository;
import dev.giteadrone.report.JsonEvents;
import dev.giteadrone.report.JsonReport;
import dev.giteadrone.report.OutputSchema;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.fleet.FleetEvents;
import dev.giteadrone.report.fleet.FleetReport;
import dev.giteadrone.report.fleet.Shard;
import dev.giteadrone.report.html.HtmlReport;
import dev.giteadrone.report.json.JsonRunReader;
import dev.giteadrone.report.json.ReportFields;
import dev.giteadrone.run.Commands;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is written as JSON is what the published schema says, with no other field. */
final class OutputSchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final OutputSchema schema = new OutputSchema();
  private final Set<String> events = new TreeSet<>();

  @Test
  void everyEventOfEveryKindOfRunFits() throws Exception {
    InMemoryServers world = new InMemoryServers();
    run(world, Commands::plan);
    run(world, Commands::bootstrap);
    run(world, Commands::bootstrap);
    run(world, Commands::verify);
    run(world, Commands::verifyOnHost);
    for (Rotation what : Rotation.values()) {
      run(world, program -> program.rotate(what, true));
    }
    run(world, program -> program.destroy(true));
    run(moved(), program -> program.repair(true));
    run(moved(), program -> program.repair(false));
    run(refusing(), Commands::plan);
    run(refusing(), Commands::bootstrap);
    run(broken(), Commands::verify);
    run(world, program -> program.destroy(false, true));
    List<String> others = new ArrayList<>();
    JsonEvents direct = new JsonEvents(others::add);
    direct.waiting("gitea", "connection refused", Duration.ofMillis(1500));
    direct.warning("careful");
    direct.files(
        true,
        List.of(new JsonEvents.FileEvent("config", Path.of("a"), Change.CREATED, "new")),
        List.of("git add"));
    direct.error(ExitCode.USAGE, List.of(TestProblem.of("config.gitea.url", "a", "b", "c")));
    FleetEvents many = new FleetEvents(others::add);
    many.of("hosts/alpha").warning("careful");
    many.end(
        new FleetReport(
            "verify",
            "gitea-drone 1.0",
            Instant.EPOCH,
            Duration.ofSeconds(2),
            Shard.parse("1/3"),
            List.of(),
            List.of(TestProblem.of("fleet.shard", "a", "b", "c"))));
    fit(others);

    assertThat(events)
        .containsExactlyInAnyOrderElementsOf(
            stream(OutputSchema.published().get("$defs"))
                .map(definition -> definition.at("/properties/event/const").asText())
                .filter(event -> !event.isEmpty())
                .toList());
  }

  @Test
  void anUnknownFieldIsFound() throws Exception {
    assertThat(schema.problemsOfLine("{\"event\":\"warning\",\"text\":\"a\"}")).isEmpty();
    assertThat(schema.problemsOfLine("{\"event\":\"warning\",\"text\":\"a\",\"x\":1}"))
        .isNotEmpty();
    assertThat(schema.problemsOfLine("{\"event\":\"other\"}")).isNotEmpty();
    List<String> lines = new ArrayList<>();
    new JsonEvents(lines::add)
        .error(ExitCode.USAGE, List.of(TestProblem.of("config.gitea.url", "a", "b", "c")));
    String nested = lines.getFirst().replace("\"cause\"", "\"x\":1,\"cause\"");
    assertThat(schema.problemsOfLine(nested)).isNotEmpty();
  }

  @Test
  void namesAreThoseOfTheProgram() {
    JsonNode definitions = OutputSchema.published().get("$defs");
    assertThat(words(definitions.at("/outcome"))).isEqualTo(words(ExitCode.values()));
    assertThat(words(definitions.at("/stageName"))).isEqualTo(words(Stage.values()));
    assertThat(words(definitions.at("/check/properties/status")))
        .isEqualTo(words(CheckResult.Status.values()));
    assertThat(words(definitions.at("/result/properties/change")))
        .isEqualTo(words(Change.values()));
    assertThat(words(definitions.at("/exitCode")))
        .isEqualTo(Stream.of(ExitCode.values()).map(code -> String.valueOf(code.code())).toList());
    assertThat(definitions.at("/report/properties/schema/const").asInt())
        .isEqualTo(JsonReport.SCHEMA);
  }

  private void run(InMemoryServers world, Function<Commands, RunReport> command) throws Exception {
    List<String> lines = new ArrayList<>();
    JsonEvents progress = new JsonEvents(lines::add);
    RunReport report =
        command.apply(
            Commands.of(
                TestConfig.desired(),
                RunOptions.DEFAULT,
                progress,
                new PortConnections(InMemory.gateways(world, Effects.counting()))));
    progress.run(report);
    fit(lines);
    String json = JsonReport.render(report);
    assertThat(schema.problemsOfReport(json)).isEmpty();
    RunReport read =
        JsonRunReader.read(ReportFields.of("run.json", json.getBytes(StandardCharsets.UTF_8)));
    assertThat(HtmlReport.render(read)).isEqualTo(HtmlReport.render(report));
  }

  private void fit(List<String> lines) throws Exception {
    assertThat(lines).isNotEmpty();
    for (String line : lines) {
      assertThat(schema.problemsOfLine(line)).as(line).isEmpty();
      events.add(JSON.readTree(line).get("event").asText());
    }
  }

  /** Drone has a new address, and a repository has the webhook of the old one. */
  private static InMemoryServers moved() {
    InMemoryServers world = InMemory.wired();
    world.addActivated("my-admin", "site", "http://drone.old");
    return world;
  }

  /** The running Drone has a client that the file does not have. */
  private static InMemoryServers refusing() {
    InMemoryServers world = InMemory.wired();
    world.edit(Variable.DRONE_GITEA_CLIENT_ID, Optional.empty());
    return world;
  }

  /** The canary has no webhook. */
  private static InMemoryServers broken() {
    InMemoryServers world = InMemory.wired();
    Repository canary = world.repositories().values().iterator().next();
    world.deleteWebhooks(canary);
    return world;
  }

  private static Stream<JsonNode> stream(JsonNode node) {
    return node.valueStream();
  }

  private static List<String> words(JsonNode definition) {
    return stream(definition.get("enum")).map(JsonNode::asText).toList();
  }

  private static List<String> words(Enum<?>[] values) {
    return Stream.of(values)
        .map(value -> value.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'))
        .toList();
  }
}
