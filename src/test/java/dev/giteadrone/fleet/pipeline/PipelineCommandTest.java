package dev.giteadrone.fleet.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.cli.ShellFixture;
import dev.giteadrone.io.Subprocess;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The command {@code fleet pipeline}, and what Drone and a shell read of its output. */
class PipelineCommandTest {
  private static final String AT = "https://git.my-domain.tld/api/packages/ops/generic/hosts";
  private static final String OPTIONS = "fleet pipeline -f hosts --shards 3 --at " + AT;

  /** Drone replaces these before it reads the file. */
  private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{");

  @TempDir private Path folder;
  private ShellFixture shell;

  @BeforeEach
  void start() {
    shell = new ShellFixture(folder);
  }

  @Test
  void thereIsAStageForEachShardAndOneForTheReport() {
    List<Map<String, Object>> stages = stages(OPTIONS.split(" "));

    assertThat(stages)
        .extracting(stage -> stage.get("name"))
        .containsExactly("shard 1 of 3", "shard 2 of 3", "shard 3 of 3", "report");
    assertThat(stages)
        .allSatisfy(stage ->
            assertThat(stage)
                .containsEntry("kind", "pipeline")
                .containsEntry("type", "exec")
                .containsEntry("trigger", Map.of("event", List.of("cron", "custom")))
                .doesNotContainKey("depends_on"));
    assertThat(commands(stages.get(1)))
        .containsExactly(
            "gitea-drone verify -f hosts --shard 2/3 --report report",
            "gitea-drone report keep report --at " + AT + "/\"$DRONE_BUILD_NUMBER\" --shard 2/3");
    assertThat(commands(stages.get(3)))
        .containsExactly(
            "gitea-drone report fetch --at "
                + AT
                + "/\"$DRONE_BUILD_NUMBER\" --shards 3 --wait 1800s --into shards",
            "gitea-drone report merge --into report shards/*.zip",
            "gitea-drone report keep report --at " + AT + "/\"$DRONE_BUILD_NUMBER\"");
  }

  @Test
  void secretsComeFromDroneAndOnlyToTheStepThatNeedsThem() {
    List<Map<String, Object>> stages = stages(OPTIONS.split(" "));

    Map<String, Object> key = Map.of("SOPS_AGE_KEY", Map.of("from_secret", "sops_age_key"));
    Map<String, Object> token =
        Map.of("GITEA_DRONE_REPORTS_TOKEN", Map.of("from_secret", "gitea_drone_reports_token"));
    assertThat(steps(stages.getFirst()))
        .extracting(step -> step.get("environment"))
        .containsExactly(key, token);
    assertThat(steps(stages.getLast()))
        .extracting(step -> step.get("environment"))
        .containsExactly(token, null, token);
    assertThat(shell.err())
        .contains("sops_age_key", "gitea_drone_reports_token", "Settings > Cron Jobs");
  }

  @Test
  void aReportIsKeptAlsoAfterAFailure() {
    Map<String, Object> always = Map.of("status", List.of("success", "failure"));

    assertThat(stages(OPTIONS.split(" ")))
        .allSatisfy(stage ->
            assertThat(steps(stage).subList(1, steps(stage).size()))
                .extracting(step -> step.get("when"))
                .containsOnly(always));
  }

  @Test
  void allOptionsReachTheStages() {
    List<Map<String, Object>> stages =
        stages(
            (OPTIONS
                    + " --command bootstrap --level login --runner docker --image gitea-drone:1.0.0"
                    + " --arch arm64 --node disk=fast --node zone=b --cron nightly --parallel 4"
                    + " --timeout 2m --total-timeout 1h --wait 90s --allow-plain-http")
                .split(" "));

    assertThat(stages)
        .allSatisfy(stage -> {
          assertThat(stage)
              .containsEntry("type", "docker")
              .containsEntry("platform", Map.of("os", "linux", "arch", "arm64"))
              .containsEntry("node", Map.of("disk", "fast", "zone", "b"))
              .containsEntry(
                  "trigger",
                  Map.of("event", List.of("cron", "custom"), "cron", List.of("nightly", "")));
          assertThat(steps(stage))
              .extracting(step -> step.get("image"))
              .containsOnly("gitea-drone:1.0.0");
        });
    assertThat(commands(stages.getFirst()).getFirst())
        .isEqualTo(
            "gitea-drone bootstrap -f hosts --level login --parallel 4 --timeout 120s"
                + " --total-timeout 3600s --allow-plain-http --shard 1/3 --report report");
    assertThat(commands(stages.getLast()).getFirst()).contains("--allow-plain-http", "--wait 90s");
  }

  @Test
  void certificateAuthoritiesOfTheRepositoryAreTrustedInEachStage() {
    List<Map<String, Object>> stages = stages((OPTIONS + " --ca-cert certs/ours.pem").split(" "));

    assertThat(stages)
        .as("the last stage reads the file, too")
        .allSatisfy(stage -> assertThat(stage).doesNotContainKey("clone"));
    assertThat(stages)
        .flatExtracting(PipelineCommandTest::commands)
        .filteredOn(command -> !command.contains(" report merge "))
        .hasSize(8)
        .allSatisfy(command -> assertThat(command).contains(" --ca-cert certs/ours.pem"));
  }

  @Test
  void aShellReadsHostileNamesAsTheyWereGiven() throws Exception {
    List<String> names =
        List.of(
            "a b.yaml",
            "it's.yaml",
            "say \"hi\".yaml",
            "${DRONE_BRANCH}",
            "$(touch pwned)",
            "`touch pwned`",
            "back\\slash",
            "# no comment",
            "~",
            "grün/雪.yaml",
            "*.yaml",
            "a: b, [c]",
            "two\nlines");
    List<String> arguments =
        new ArrayList<>(List.of("fleet", "pipeline", "--shards", "1", "--at", AT));
    names.forEach(name -> arguments.addAll(List.of("-f", name)));

    List<Map<String, Object>> stages = stages(arguments.toArray(String[]::new));

    assertThat(SUBSTITUTION.matcher(shell.out()).find()).isFalse();
    // A runner makes one backslash of two, before it reads the file.
    assertThat(shell.out()).doesNotContain("\\\\");
    List<String> read = read(commands(stages.getFirst()).getFirst());
    List<String> wanted = new ArrayList<>(List.of("verify"));
    names.forEach(name -> wanted.addAll(List.of("-f", name)));
    wanted.addAll(List.of("--shard", "1/1", "--report", "report"));
    assertThat(read).isEqualTo(wanted);
    assertThat(folder.resolve("pwned")).doesNotExist();
  }

  @Test
  void aFileOfSomebodyElseIsNotOverwritten() throws Exception {
    Path file = folder.resolve(".drone.yml");
    Files.writeString(file, "kind: pipeline\n");

    assertThat(run(OPTIONS + " --into .drone.yml")).isEqualTo(1);
    assertThat(file).hasContent("kind: pipeline\n");
    assertThat(shell.err()).contains("gitea-drone did not write it");
  }

  @Test
  void itsOwnFileIsReplaced() throws Exception {
    assertThat(run(OPTIONS + " --into .drone.yml")).isZero();
    assertThat(run(OPTIONS.replace("3", "2") + " --into .drone.yml")).isZero();

    assertThat(folder.resolve(".drone.yml")).content().contains("shard 2 of 2");
    assertThat(shell.out()).isEmpty();
    assertThat(folder).isDirectoryNotContaining("glob:**.drone.yml.*");
  }

  @Test
  void wrongOptionsAreUsageErrors() {
    for (String wrong :
        List.of(
            OPTIONS.replace("3", "0"),
            OPTIONS.replace("3", "1000"),
            OPTIONS + " --runner docker",
            OPTIONS + " --image busybox",
            OPTIONS + " --parallel 0",
            OPTIONS + " --command plan --level basic",
            OPTIONS + " --wait soon",
            OPTIONS + "/17",
            "fleet",
            "report",
            "report keep report",
            "report keep report --shard 4/3 --at " + AT + "/1",
            "report fetch --shards 0 --into x --at " + AT + "/1",
            "report keep report --at " + AT + "/1")) {
      assertThat(run(wrong)).as(wrong).isEqualTo(2);
    }
  }

  private int run(String line) {
    return shell.run(
        progress -> {
          throw new AssertionError("no server is asked");
        },
        line.split(" "));
  }

  /** The documents of the output, as Drone reads them. */
  @SuppressWarnings("unchecked")
  private List<Map<String, Object>> stages(String... arguments) {
    int code =
        shell.run(
            progress -> {
              throw new AssertionError("no server is asked");
            },
            arguments);
    assertThat(code).as(shell.err()).isZero();
    List<Map<String, Object>> stages = new ArrayList<>();
    for (Object stage : new Load(LoadSettings.builder().build()).loadAllFromString(shell.out())) {
      stages.add((Map<String, Object>) stage);
    }
    return stages;
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> steps(Map<String, Object> stage) {
    return (List<Map<String, Object>>) Objects.requireNonNull(stage.get("steps"), "steps");
  }

  @SuppressWarnings("unchecked")
  private static List<String> commands(Map<String, Object> stage) {
    return steps(stage).stream()
        .flatMap(s -> ((List<String>) Objects.requireNonNull(s.get("commands"))).stream())
        .toList();
  }

  /** The arguments that a program of this name gets from the shell. */
  private List<String> read(String command) throws Exception {
    Path program = Files.createDirectory(folder.resolve("bin")).resolve("gitea-drone");
    Files.writeString(program, "#!/bin/sh\nprintf '%s\\0' \"$@\"\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    byte[] out =
        new Subprocess(
                new Timeline(), Map.of("PATH", program.getParent() + ":" + System.getenv("PATH")))
            .run(
                new Subprocess.Command(List.of("sh", "-e", "-c", command), folder, Map.of(), false),
                new byte[0],
                Deadline.in(Duration.ofMinutes(1)))
            .bytes();
    return List.of(new String(out, StandardCharsets.UTF_8).split("\0"));
  }
}
