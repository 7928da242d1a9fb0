package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.fakes.InMemoryServers;
import dev.giteadrone.model.desired.Rotation;
import dev.giteadrone.model.plan.StepResult;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.StageReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A label names one row of a run: stages and checks are shown below each other. */
final class LabelsTest {
  private static final Path SOURCES = Path.of("src/main/java/dev/giteadrone");

  /** A step's id and its label, as literals. */
  private static final Pattern STEP =
      Pattern.compile("new StepLine\\(\\s*(?:\"([a-z-]+)\"|StepLine\\.DEPLOY),\\s*\"([^\"]+)\"");

  private static final Pattern FACT =
      Pattern.compile("new (?:StageReport\\.)?Fact\\(\\s*\"([^\"]+)");

  /** The labels of steps that their other arguments select. */
  private static final Map<String, List<String>> SELECTED =
      Map.of(
          "forget-pending", List.of("pending", "rotation", "old rpc"),
          "renew-data-key", List.of("data key", "runner"));

  /** Steps of which one plan has at most one, so that they may share a label. */
  private static final List<Set<String>> ALTERNATIVES =
      List.of(
          Set.of("create-admin", "reset-admin"),
          Set.of("create-token", "create-token-by-cli"),
          Set.of("create-app", "repair-app"));

  @Test
  void eachCheckHasItsOwnLabelThatFitsTheColumn() {
    assertThat(CheckId.values()).extracting(CheckId::label).doesNotHaveDuplicates();
    assertThat(CheckId.values()).extracting(CheckId::label).allMatch(label -> label.length() <= 9);
  }

  @Test
  void noStepOrFactOfARunThatChecksHasTheLabelOfACheck() throws Exception {
    Map<String, String> steps = steps("reconcile", "reconcile/access", "reconcile/wiring");
    steps.putAll(steps("reconcile/live"));
    assertThat(steps).hasSizeGreaterThan(15);
    Set<String> labels = new TreeSet<>(steps.values());
    labels.addAll(facts());
    for (CheckId check : CheckId.values()) {
      assertThat(labels).doesNotContain(check.label());
    }
  }

  @Test
  void stepsOfOnePlanHaveDifferentLabels() throws Exception {
    different(steps("reconcile", "reconcile/access", "reconcile/wiring", "reconcile/live"));
    different(steps("reconcile/removal"));
  }

  @Test
  void rowsOfRealRunsHaveDifferentLabels() {
    List<RunReport> runs = new ArrayList<>();
    InMemoryServers world = new InMemoryServers();
    runs.add(InMemory.on(world).bootstrap());
    world.editRedirect(world.apps().getFirst(), "http://drone.old/login");
    runs.add(InMemory.on(world).bootstrap());
    for (Rotation what : Rotation.values()) {
      runs.add(InMemory.on(world).rotate(what, true));
    }
    runs.add(InMemory.on(world).verify());
    runs.add(InMemory.on(world).destroy(false, true));

    for (RunReport run : runs) {
      assertThat(run.exitCode()).as(run.toString()).isEqualTo(ExitCode.DONE);
      assertThat(rows(run)).as(run.command()).isNotEmpty().doesNotHaveDuplicates();
    }
  }

  private static void different(Map<String, String> steps) {
    Map<String, Set<String>> byLabel = new TreeMap<>();
    steps.forEach((id, label) -> byLabel.computeIfAbsent(label, l -> new TreeSet<>()).add(id));
    byLabel.values().removeIf(ids -> ids.size() == 1 || ALTERNATIVES.contains(ids));
    assertThat(byLabel).isEmpty();
  }

  private static List<String> rows(RunReport run) {
    List<String> rows = new ArrayList<>();
    for (StageReport stage : run.stages()) {
      stage.facts().forEach(fact -> rows.add(fact.label()));
      stage.results().stream().map(StepResult::step).forEach(step -> rows.add(step.label()));
    }
    run.checks().forEach(check -> rows.add(check.check().label()));
    return rows;
  }

  private static Map<String, String> steps(String... folders) throws IOException {
    Map<String, String> labels = new TreeMap<>();
    for (String folder : folders) {
      for (String source : sources(SOURCES.resolve(folder))) {
        if (!source.contains("new StepLine(")) {
          continue;
        }
        String id = source.replaceFirst("(?s).*new StepLine\\(\\s*\"?([A-Za-z.-]+).*", "$1");
        List<String> selected = SELECTED.getOrDefault(id, List.of());
        selected.forEach(label -> labels.put(id + " " + label, label));
        if (selected.isEmpty()) {
          MatchResult found = STEP.matcher(source).results().findFirst().orElseThrow();
          labels.put(id, found.group(2));
        } else {
          assertThat(source).contains(selected);
        }
      }
    }
    return labels;
  }

  private static Set<String> facts() throws IOException {
    Set<String> facts = new TreeSet<>();
    for (String source : sources(SOURCES.resolve("run"))) {
      FACT.matcher(source).results().forEach(found -> facts.add(found.group(1)));
    }
    assertThat(facts).contains("gitea", "drone", "secrets", "app", "admin", "prepare");
    return facts;
  }

  private static List<String> sources(Path folder) throws IOException {
    List<String> sources = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        sources.add(Files.readString(file));
      }
    }
    return sources;
  }
}
