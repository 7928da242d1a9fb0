package dev.giteadrone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On machines where little or nothing is set up. */
final class DoctorCommandTest {
  @TempDir private Path folder;

  @Test
  void anEmptyMachineIsExaminedAndWhatToDoIsSaid() {
    ShellFixture shell = machine();
    assertThat(doctor(shell)).isEqualTo(1);
    assertThat(shell.err()).isEmpty();
    assertThat(shell.out())
        .startsWith("► this machine\n  ✔ program     gitea-drone")
        .contains("\n  ✗ sops        not found (/nowhere/sops)\n")
        .contains("\n  ! age key     none: ", "\n► files\n  ! config      there is no ")
        .contains("next    gitea-drone init creates it")
        .endsWith("Nothing was changed.\n");
  }

  @Test
  void aFileThatIsNamedMustExist() {
    ShellFixture shell = machine();
    assertThat(doctor(shell, "-f", "other.yaml")).isEqualTo(1);
    assertThat(shell.out()).contains("✗ config      other.yaml is missing: no such file:");
  }

  @Test
  void allProblemsOfTheConfigurationAreShownBesideTheMachine() throws Exception {
    Files.writeString(
        folder.resolve("gitea-drone.yaml"), "gitea: { url: nonsense }\ntypo: hush-hush\n");
    ShellFixture shell = machine();
    assertThat(doctor(shell)).isEqualTo(1);
    assertThat(shell.out())
        .contains("✔ java", "✗ config", "gitea.url", "typo", "– servers     not examined (config)")
        .doesNotContain("hush-hush");
  }

  @Test
  void jsonIsOneObjectWithALineForEachFinding() throws Exception {
    ShellFixture shell = machine();
    assertThat(doctor(shell, "--output", "json")).isEqualTo(1);
    JsonNode root = new ObjectMapper().readTree(shell.out());

    assertThat(shell.out().lines()).hasSize(1);
    assertThat(root.path("schema").asInt()).isEqualTo(1);
    List<String> labels = new ArrayList<>();
    for (JsonNode line : root.path("lines")) {
      assertThat(line.properties())
          .extracting(Map.Entry::getKey)
          .containsExactly("group", "label", "status", "text", "next");
      assertThat(line.path("status").asText()).isIn("OK", "WARNING", "BAD", "SKIPPED");
      labels.add(line.path("label").asText());
    }
    assertThat(labels)
        .startsWith("program", "java", "system", "file names", "sops")
        .contains("git", "ssh", "docker", "age key")
        .endsWith("config");
  }

  @Test
  void nothingIsWrittenAnywhereInTheFolder() throws Exception {
    ShellFixture shell = machine();
    shell.configure();
    int ignored = doctor(shell, "--timeout", "2s");
    try (var files = Files.walk(folder)) {
      assertThat(files).containsExactlyInAnyOrder(folder, folder.resolve("gitea-drone.yaml"));
    }
  }

  @Test
  void wrongOptionsAreRefused() {
    assertThat(doctor(machine(), "--nonsense")).isEqualTo(2);
    assertThat(doctor(machine(), "--ca-cert", "missing.pem")).isEqualTo(2);
    assertThat(doctor(machine(), "--timeout", "soon")).isEqualTo(2);
  }

  private ShellFixture machine() {
    ShellFixture shell = new ShellFixture(folder);
    shell.environment =
        Map.of(
            "GITEA_DRONE_SOPS",
            "/nowhere/sops",
            "PATH",
            "/usr/bin:/bin",
            "HOME",
            folder.resolve("home").toString());
    return shell;
  }

  private static int doctor(ShellFixture shell, String... options) {
    List<String> arguments = new ArrayList<>(List.of("doctor"));
    arguments.addAll(List.of(options));
    return shell.run(
        progress -> {
          throw new AssertionError("no program should run");
        },
        arguments.toArray(String[]::new));
  }
}
