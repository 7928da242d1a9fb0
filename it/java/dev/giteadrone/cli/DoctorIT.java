package dev.giteadrone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.HostFixture;
import dev.giteadrone.gitea.SshHost;
import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.sandbox.SandboxOptions;
import dev.giteadrone.sandbox.process.Programs;
import dev.giteadrone.servers.Loopback;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command doctor on a real Gitea and Drone, in good order and with one thing wrong. */
final class DoctorIT {
  private static final String CONFIG = "gitea-drone.yaml";

  private static HostFixture bed;
  @TempDir private Path folder;

  /** What a command printed, and its exit code. */
  private record Answer(int code, String text) {
    /** The lines that are marked as bad, in order. */
    List<String> bad() {
      return text.lines()
          .filter(line -> line.startsWith("✗ "))
          .map(line -> line.substring(2).replaceAll("  +", " "))
          .toList();
    }
  }

  @BeforeAll
  static void start() {
    bed = HostFixture.wired(SandboxOptions.blank().withRunners(EnumSet.of(RunnerType.EXEC)));
  }

  @AfterAll
  static void stop() {
    bed.close();
  }

  @Test
  void aHealthyHostIsGoodAndNothingIsWrittenOrGivenAway() throws Exception {
    Map<Path, FileTime> before = files(host());

    Answer text = doctor(environment(), host(), "-v");
    assertThat(text.text()).doesNotContain("  ! ");
    assertThat(text.bad()).isEmpty();
    assertThat(text.code()).isZero();
    assertThat(text.text())
        .contains("► this machine\n", "✔ sops        3.", "✔ age key     age1")
        .contains("► files\n", "✔ host        drone.yaml opens; it is for age1")
        .contains("✔ host rule   encrypts and decrypts; for age1")
        .contains("✔ admin       gitea-admin.yaml opens; it is for age1")
        .contains("► gitea " + bed.sandbox.giteaUrl() + "\n", "✔ answer      Gitea 1.26.0")
        .contains("► drone " + bed.sandbox.droneUrl() + "\n", "✔ answer      Drone 1.10.1")
        .contains("✔ clock       less than 30 s from this machine's")
        .endsWith("Builds were not tried: gitea-drone verify. Nothing was changed.\n");

    Answer json = doctor(environment(), host(), "--output", "json");
    assertThat(json.code()).isZero();
    assertThat(files(host())).isEqualTo(before);
    for (String secret : secrets()) {
      assertThat(text.text().contains(secret) || json.text().contains(secret)).isFalse();
    }
  }

  @Test
  void swappedUrlsAreNamed() throws Exception {
    String gitea = bed.sandbox.giteaUrl().toString();
    String drone = bed.sandbox.droneUrl().toString();
    Path swapped =
        changed(text -> text.replace(gitea, "X").replace(drone, gitea).replace("X", drone));

    Answer answer = doctor(environment(), swapped);

    assertThat(answer.bad())
        .containsExactly(
            "answer this is Drone 1.10.1, not a Gitea", "answer this is Gitea 1.26.0, not a Drone");
    assertThat(answer.text()).contains("are gitea.url and drone.url swapped?");
    assertThat(answer.code()).isEqualTo(1);
  }

  @Test
  void aServerThatIsDownIsOneLine() throws Exception {
    String drone = bed.sandbox.droneUrl().toString();
    String closed = "http://127.0.0.1:" + Loopback.freePort();
    Answer answer = doctor(environment(), changed(text -> text.replace(drone, closed)));

    assertThat(answer.bad()).containsExactly("answer the connection is refused");
    assertThat(answer.text()).contains("✔ answer      Gitea 1.26.0");
    assertThat(answer.code()).isEqualTo(1);
  }

  @Test
  void httpsOnAPortWithoutTlsIsNamed() throws Exception {
    String drone = bed.sandbox.droneUrl().toString();
    Answer answer =
        doctor(
            environment(), changed(text -> text.replace(drone, drone.replace("http:", "https:"))));

    assertThat(answer.bad())
        .containsExactly("answer this port speaks no TLS, but perhaps plain HTTP");
  }

  @Test
  void withoutAKeyTheFilesAreToldNotToOpen() throws Exception {
    Map<String, String> environment = environment();
    environment.put("SOPS_AGE_KEY_FILE", "/nowhere/key.txt");

    Answer answer = doctor(environment, host(), "-v");

    assertThat(answer.bad())
        .hasSize(3)
        .satisfiesExactly(
            key ->
                assertThat(key)
                    .isEqualTo(
                        "age key SOPS_AGE_KEY_FILE names /nowhere/key.txt, which does not exist"),
            host ->
                assertThat(host)
                    .startsWith("host drone.yaml: no available key decrypts it; it is for age1")
                    .endsWith("(SOPS_AGE_KEY_FILE names /nowhere/key.txt, which does not exist)"),
            admin -> assertThat(admin).startsWith("admin gitea-admin.yaml: no available key"));
    assertThat(answer.text())
        .contains("– host rule   encrypts, not decrypted (host)", "✔ answer      Gitea 1.26.0");
    assertThat(answer.code()).isEqualTo(1);
  }

  @Test
  void withoutSopsTheRestIsStillExamined() throws Exception {
    Map<String, String> environment = environment();
    environment.put("GITEA_DRONE_SOPS", "/nowhere/sops");

    Answer answer = doctor(environment, host(), "-v");

    assertThat(answer.bad()).containsExactly("sops not found (/nowhere/sops)");
    assertThat(answer.text())
        .contains(
            "– host        drone.yaml: not opened (sops); it is for age1",
            "✔ answer      Drone 1.10.1");
  }

  @Test
  void aFolderWithoutAConfigurationIsAWarning() throws Exception {
    Answer answer = doctor(environment(), folder);

    assertThat(answer.bad()).isEmpty();
    assertThat(answer.text())
        .contains("! config      there is no " + folder, "next    gitea-drone init creates it");
    assertThat(answer.code()).isZero();
  }

  @Test
  void filesForOthersThanTheRulesSayAreAWarning() throws Exception {
    String[] stranger = age();
    Path copy = copyOfHost();
    Path rules = copy.resolve(".sops.yaml");
    Files.writeString(rules, Files.readString(rules).replaceAll("age1[0-9a-z]+", stranger[0]));
    Map<String, String> environment = environment();
    String own = Files.readString(Path.of(environment.get("SOPS_AGE_KEY_FILE")));
    Path both = Files.writeString(folder.resolve("both.txt"), own + "\n" + stranger[1] + "\n");
    environment.put("SOPS_AGE_KEY_FILE", both.toString());

    Answer answer = doctor(environment, copy, "-v");

    assertThat(answer.text())
        .contains("! host rule   differs from the recipients of the file: " + stranger[0])
        .contains("next    sops updatekeys ")
        .doesNotContain(stranger[1]);
    assertThat(answer.code()).isZero();
  }

  @Test
  void theHostOfTheCommandLineIsReachedThroughSsh() throws Exception {
    try (SshHost ssh = SshHost.start(folder)) {
      Answer reached = doctor(environment(), withCli(ssh.prefix()), "-v");
      assertThat(reached.text()).containsPattern("✔ cli         ssh .*@127.0.0.1 logs in\n");
      assertThat(reached.code()).isZero();

      Answer closed = doctor(environment(), withCli(ssh.closed()), "-v");
      assertThat(closed.bad())
          .hasSize(1)
          .first()
          .asString()
          .contains("@127.0.0.1: ssh does not reach the host: the connection is refused");
      assertThat(closed.code()).isEqualTo(1);
    }
  }

  @Test
  void anotherEncodingOfFileNamesIsAWarning() throws Exception {
    Path umlaut = Files.createDirectories(folder.resolve("höst"));
    Map<String, String> environment = environment();
    environment.remove("LANG");
    environment.put("LC_ALL", "C");

    Answer answer = process(umlaut, environment);

    assertThat(answer.text())
        .contains("! file names  ANSI_X3.4-1968: names with other letters cannot be opened")
        .contains("next    export LC_ALL=C.UTF-8")
        .contains("! config      there is no ");
    assertThat(answer.code()).isZero();
  }

  private static Map<String, String> environment() {
    return new HashMap<>(bed.sandbox.environment());
  }

  private static Path host() {
    return bed.sandbox.hostFolder();
  }

  /** A copy of the folder with another configuration. */
  private Path changed(UnaryOperator<String> change) throws IOException {
    Path copy = copyOfHost();
    Path config = copy.resolve(CONFIG);
    Files.writeString(config, change.apply(Files.readString(config)));
    return copy;
  }

  private Path withCli(List<String> ssh) throws IOException {
    StringBuilder words = new StringBuilder();
    for (String word : ssh) {
      words.append(words.isEmpty() ? "" : ", ").append('"').append(word).append('"');
    }
    return changed(text -> {
      String with = text.replaceFirst("(?m)^(\\s+)cli: .*$", "$1cli: [" + words + ", gitea]");
      assertThat(with).isNotEqualTo(text);
      return with;
    });
  }

  private Path copyOfHost() throws IOException {
    Path copy = Files.createTempDirectory(folder, "host");
    try (Stream<Path> all = Files.walk(host())) {
      for (Path path : all.filter(Files::isRegularFile).toList()) {
        Path to = copy.resolve(host().relativize(path).toString());
        Files.createDirectories(to.getParent());
        Files.copy(path, to);
      }
    }
    return copy;
  }

  private static Answer doctor(Map<String, String> environment, Path folder, String... options) {
    List<String> arguments = new ArrayList<>(List.of("doctor"));
    arguments.addAll(List.of(options));
    ShellFixture shell = new ShellFixture(folder);
    shell.environment = environment;
    int code =
        shell.run(
            progress -> {
              throw new AssertionError("no program should run");
            },
            arguments.toArray(String[]::new));
    assertThat(shell.err()).isEmpty();
    return new Answer(code, shell.out());
  }

  private static Answer process(Path directory, Map<String, String> environment) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                absoluteClassPath(),
                Main.class.getName(),
                "doctor",
                "-v")
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"));
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Answer(process.waitFor(), text);
  }

  private static String absoluteClassPath() {
    List<String> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      entries.add(Path.of(entry).toAbsolutePath().toString());
    }
    return String.join(File.pathSeparator, entries);
  }

  /** A new age key: its recipient and its private line. */
  private static String[] age() {
    Programs programs = Programs.ofEnvironment();
    programs.ensure(List.of("age-keygen"), Progress.SILENT);
    String file =
        bed.run(List.of(programs.bin().resolve("age-keygen").toString()), new byte[0]).text();
    String recipient = find("age1[0-9a-z]+", file);
    return new String[] {recipient, find("AGE-SECRET-KEY-1[0-9A-Z]+", file)};
  }

  private static String find(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().findFirst().orElseThrow().group();
  }

  /** All values of the files, and the private key. */
  private static List<String> secrets() throws IOException {
    String key = Files.readString(Path.of(bed.sandbox.environment().get("SOPS_AGE_KEY_FILE")));
    List<String> all = new ArrayList<>(List.of(find("AGE-SECRET-KEY-1[0-9A-Z]+", key)));
    for (Path file :
        List.of(bed.desired().secrets().host().file(), bed.desired().secrets().admin())) {
      String text = bed.run(List.of(bed.sops(), "decrypt", file.toString()), new byte[0]).text();
      Pattern.compile("[=:] *\"?([^\\s\"=:]{16,})")
          .matcher(text)
          .results()
          .map(value -> value.group(1))
          .filter(value -> !value.startsWith("//"))
          .forEach(all::add);
    }
    assertThat(all).hasSizeGreaterThan(4);
    return all;
  }

  private static Map<Path, FileTime> files(Path root) throws IOException {
    Map<Path, FileTime> all = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(root)) {
      for (Path path : walk.toList()) {
        all.put(path, Files.getLastModifiedTime(path));
      }
    }
    return all;
  }
}
