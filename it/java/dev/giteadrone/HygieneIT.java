package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Variable;
import dev.giteadrone.sandbox.SandboxOptions;
import dev.giteadrone.sandbox.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program as a process, at its most talkative, with everything watched that others could see:
 * secrets are in the sops files and on the wire, and nowhere else.
 */
final class HygieneIT {
  private static final String TOKEN_LINE = "\"token\":\"";
  private static final Pattern RANDOM_PASSWORD = Pattern.compile("random password is '([^']+)'");

  private static HostFixture bed;
  private static Snapshot blank;

  @TempDir private Path folder;

  /** A finished run of the program. */
  private record Ran(int exitCode, ProcessWatch watch, Path output) {
    Stream<ProcessWatch.Seen> children() {
      List<String> own =
          watch.seen().stream()
              .filter(ProcessWatch.Seen::own)
              .map(ProcessWatch.Seen::argv)
              .filter(argv -> argv.contains("-jar"))
              .findFirst()
              .orElseThrow();
      // Between fork and exec a child is still us, and then for a moment Java's own launcher.
      return watch.seen().stream()
          .filter(seen -> !seen.own() && !seen.argv().equals(own))
          .filter(seen -> !seen.program().equals("jspawnhelper"));
    }
  }

  @BeforeAll
  static void start() {
    bed = HostFixture.start(SandboxOptions.blank());
    blank = bed.sandbox.snapshot();
  }

  @BeforeEach
  void blankAgain() {
    bed.sandbox.restore(blank);
  }

  @AfterAll
  static void stop() {
    bed.close();
  }

  @Test
  void throughTheCommandLineNoSecretIsSeenAnywhere() throws Exception {
    Path kept = folder.resolve("kept");
    Path cli = recording(bed.sandbox.giteaCli().getFirst(), kept);
    Path config = config("cli.yaml", "cli: [\"" + cli + "\"]");

    Ran ran = run("html", config, operator());

    assertThat(ran.exitCode()).as(said(ran)).isZero();
    Map<String, String> secrets = secrets();
    String recorded = Files.readString(kept);
    List<String> tokens = recorded.lines().filter(l -> l.matches("[0-9a-f]{40}")).toList();
    assertThat(tokens).hasSize(1);
    secrets.put("token of Gitea's CLI", tokens.getFirst());
    Matcher password = RANDOM_PASSWORD.matcher(recorded);
    assertThat(password.find()).isTrue();
    secrets.put("first, random password", password.group(1));
    assertThat(ran.children().map(ProcessWatch.Seen::program)).contains("sops", "gitea");
    nothingLeaked(ran, new Leaks(secrets));
    thePageShowsWhatHappened(ran);
    privateFiles();
  }

  @Test
  void throughTheSignUpFormNoSecretIsSeenAnywhere() throws Exception {
    Path config = config("form.yaml", "create: sign-up");

    Ran ran = run("json", config, operator());

    assertThat(ran.exitCode()).as(said(ran)).isZero();
    assertThat(ran.children().map(ProcessWatch.Seen::program)).contains("sops");
    nothingLeaked(ran, new Leaks(secrets()));
    privateFiles();
  }

  @Test
  void tokensAndKeyOfOurEnvironmentReachNoChildButSops() throws Exception {
    Path config = bed.sandbox.configFile();
    assertThat(bed.bootstrap().problem()).isEmpty();
    Map<String, String> secrets = secrets();
    Path file = bed.desired().secrets().host().file();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    // What the live Drone does not have yet has to be deployed: a rotation that was interrupted.
    bed.editAdmin(record ->
        record.with(
            AdminKey.REPLACED_RPC_SECRETS,
            bed.secrets().get(Variable.DRONE_RPC_SECRET).orElseThrow()));
    bed.edit(Map.of(Variable.DRONE_RPC_SECRET, Secret.of("5eed".repeat(16))));
    Map<String, String> environment = operator();
    environment.put("GITEA_TOKEN", bed.token().token().reveal());
    environment.put("DRONE_TOKEN", bed.admin().text(AdminKey.DRONE_TOKEN).orElseThrow());
    environment.remove("SOPS_AGE_KEY_FILE");
    environment.put("SOPS_AGE_KEY", operatorKey());

    Ran ran = run("xml", config, environment);

    assertThat(ran.exitCode()).as(said(ran)).isZero();
    secrets.put("new RPC secret", secrets().get("RPC secret"));
    assertThat(secrets.get("new RPC secret")).isEqualTo("5eed".repeat(16));
    List<ProcessWatch.Seen> deploy =
        ran.children().filter(seen -> String.join(" ", seen.argv()).contains("./deploy")).toList();
    assertThat(deploy).isNotEmpty();
    // So that an environment that could not be read does not pass for one without secrets.
    assertThat(deploy).allMatch(seen -> seen.has("PATH="));
    assertThat(ran.children().filter(seen -> !isSops(seen)))
        .noneMatch(seen ->
            seen.has("GITEA_TOKEN") || seen.has("DRONE_TOKEN") || seen.has("SOPS_AGE_KEY="));
    assertThat(deploy).noneMatch(seen -> seen.has("SOPS_AGE_KEY"));
    assertThat(ran.children().filter(HygieneIT::isSops))
        .isNotEmpty()
        .noneMatch(seen -> seen.has("GITEA_TOKEN") || seen.has("DRONE_TOKEN"));
    nothingLeaked(ran, new Leaks(secrets));
    assertThat(mode(file)).isEqualTo("rw-r-----");
  }

  @Test
  void aRunThatFailsTellsNoSecretEither() throws Exception {
    Path config = bed.sandbox.configFile();
    assertThat(bed.bootstrap().problem()).isEmpty();
    bed.sandbox.stopDrone();
    Secret given = Secret.of("0123456789abcdef0123456789abcdef01234567");
    bed.editAdmin(admin -> admin.with(AdminKey.TOKEN, given).without(AdminKey.PASSWORD));
    Map<String, String> secrets = secrets();

    Ran ran = run("html", config, operator(), "--timeout", "5s");

    assertThat(ran.exitCode()).as(said(ran)).isBetween(1, 8);
    nothingLeaked(ran, new Leaks(secrets));
    assertThat(page(ran).select("svg.wide .edge.failed")).hasSize(1);
  }

  @Test
  void whatIsPlantedIsFound() throws Exception {
    String secret = "planted/secret+with?odd characters";
    Leaks leaks = new Leaks(Map.of("planted", secret));
    Path seen = Files.createDirectory(folder.resolve("seen"));
    String argument = "x" + base64("user:" + secret) + "x";
    ProcessBuilder builder =
        new ProcessBuilder(
                "sh",
                "-c",
                "sleep 0.3; printf %s \"$PLANTED\" >seen/short; sleep 0.05; rm seen/short; "
                    + "sh -c 'sleep 0.2; :' child \"$1\"; sleep 0.2",
                "parent",
                argument)
            .directory(folder.toFile());
    builder.environment().put("PLANTED", secret);
    Process process = builder.start();
    ProcessWatch watch = ProcessWatch.start(process, List.of(seen));
    try (watch) {
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    assertThat(watch.seen())
        .anySatisfy(child -> {
          assertThat(child.own()).isFalse();
          assertThat(leaks.in("argv", String.join("\n", child.argv()))).isNotEmpty();
        })
        .anySatisfy(child -> {
          assertThat(child.own()).isFalse();
          assertThat(leaks.in("environment", String.join("\n", child.environment()))).isNotEmpty();
        });
    assertThat(watch.files().values())
        .anySatisfy(bytes -> assertThat(leaks.in("a file that was gone soon", bytes)).isNotEmpty());
    for (String before : List.of("", "a", "ab", "abc")) {
      assertThat(leaks.in("text", base64(before + secret + "!"))).isNotEmpty();
    }
    Files.writeString(seen.resolve("log"), "GET /?x=planted%2Fsecret%2Bwith%3Fodd+characters&y");
    assertThat(leaks.below(seen)).hasSize(1);
    assertThat(leaks.in("text", "planted/secret")).isEmpty();
  }

  private static void thePageShowsWhatHappened(Ran ran) throws IOException {
    Document page = page(ran);
    assertThat(page.select("h1").text()).isEqualTo("Gitea and Drone work together.");
    assertThat(page.select("svg.wide .edge"))
        .hasSize(11)
        .allSatisfy(edge -> assertThat(edge.hasClass("works")).as(edge.text()).isTrue());
    assertThat(page.select(".rows li").eachText())
        .anyMatch(row -> row.startsWith("program sops "))
        .anyMatch(row -> row.startsWith("write POST /api/v1/user/applications/oauth2 "))
        .anyMatch(row -> row.startsWith("wait "));
    assertThat(Files.size(ran.output().resolve("report.html"))).isLessThan(200_000);
  }

  private static Document page(Ran ran) throws IOException {
    return Jsoup.parse(ran.output().resolve("report.html").toFile());
  }

  /** Runs it with nothing kept from others but by itself: with a umask that hides nothing. */
  private Ran run(String report, Path config, Map<String, String> environment, String... options)
      throws Exception {
    Path output = Files.createDirectory(folder.resolve("output"));
    Path temporary = Path.of(environment.get("TMPDIR"));
    List<String> argv = new ArrayList<>(List.of("sh", "-c", "umask 000; exec \"$@\"", "sh"));
    argv.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    argv.add("-Djava.io.tmpdir=" + temporary);
    argv.addAll(List.of("-jar", System.getProperty("giteadrone.jar")));
    argv.addAll(List.of("bootstrap", "-v", "--output", "json", "--config", config.toString()));
    argv.addAll(List.of("--report", output.resolve("report." + report).toString()));
    argv.addAll(List.of(options));
    ProcessBuilder builder =
        new ProcessBuilder(argv)
            .directory(bed.sandbox.hostFolder().toFile())
            .redirectOutput(output.resolve("stdout").toFile())
            .redirectError(output.resolve("stderr").toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    ProcessWatch watch =
        ProcessWatch.start(
            process,
            List.of(
                temporary,
                bed.sandbox.hostFolder(),
                Path.of(environment.get("HOME")),
                Path.of(environment.get("XDG_STATE_HOME"))));
    try (watch) {
      if (!process.waitFor(3, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IllegalStateException("it did not end");
      }
    }
    assertThat(output.resolve("report." + report)).isNotEmptyFile();
    return new Ran(process.exitValue(), watch, output);
  }

  private Map<String, String> operator() throws IOException {
    Map<String, String> environment = new HashMap<>(bed.environment());
    for (String variable : List.of("HOME", "TMPDIR", "XDG_STATE_HOME")) {
      Path own = Files.createDirectories(folder.resolve(variable));
      environment.put(variable, own.toString());
    }
    return environment;
  }

  private static void nothingLeaked(Ran ran, Leaks leaks) throws IOException {
    List<String> found = new ArrayList<>();
    ran.watch()
        .seen()
        .forEach(seen -> found.addAll(leaks.in("argv " + seen.program(), text(seen.argv()))));
    ran.children()
        .filter(seen -> !isSops(seen))
        .forEach(seen ->
            found.addAll(
                leaks.in("the environment of " + seen.program(), text(seen.environment()))));
    ran.watch().files().forEach((file, bytes) -> found.addAll(leaks.in(file, bytes)));
    found.addAll(leaks.below(ran.output()));
    found.addAll(leaks.below(bed.sandbox.hostFolder()));
    found.addAll(logs(leaks));
    assertThat(found).isEmpty();
    assertThat(ran.watch().samples()).isGreaterThan(100);
  }

  /**
   * The servers' logs, with their request logs. Drone writes the administrator's token into its log
   * at INFO when it first makes the account from DRONE_USER_CREATE, before there was a run of ours:
   * that one is not ours any more, since the first bootstrap rotates it.
   */
  private static List<String> logs(Leaks leaks) throws IOException {
    Path logs = bed.sandbox.description().logs();
    assertThat(Files.readString(logs.resolve("gitea.log"))).contains("/api/v1/");
    assertThat(Files.readString(logs.resolve("drone.log"))).contains("\"request\":\"/api/user");
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(logs)) {
      for (Path log : files.toList()) {
        List<String> lines = Files.readAllLines(log, java.nio.charset.StandardCharsets.ISO_8859_1);
        if (log.endsWith("drone.log")) {
          List<String> tokens = lines.stream().filter(HygieneIT::hasToken).toList();
          // So that the rotation is seen to be what keeps our token out of it.
          assertThat(tokens).hasSize(1);
        }
        found.addAll(leaks.in(log.toString(), String.join("\n", lines)));
      }
    }
    return found;
  }

  private static boolean hasToken(String line) {
    return line.contains(TOKEN_LINE) && line.contains("\"level\":\"info\"");
  }

  /** What we make nobody else can read, even with a umask that hides nothing. */
  private void privateFiles() throws IOException {
    assertThat(mode(bed.desired().secrets().admin())).isEqualTo("rw-------");
    assertThat(mode(bed.desired().secrets().host().file())).isEqualTo("rw-------");
    assertThat(mode(bed.sandbox.hostFolder().resolve(".secrets"))).isEqualTo("rwx------");
    try (Stream<Path> state = Files.walk(folder.resolve("XDG_STATE_HOME/gitea-drone"))) {
      assertThat(state.filter(Files::isDirectory))
          .hasSizeGreaterThan(1)
          .allMatch(path -> mode(path).equals("rwx------"));
    }
  }

  private static Map<String, String> secrets() throws IOException {
    Map<String, String> secrets = new LinkedHashMap<>();
    Map.of(
            AdminKey.PASSWORD, "administrator's password",
            AdminKey.TOKEN, "Gitea token",
            AdminKey.DRONE_TOKEN, "Drone token")
        .forEach((key, name) -> bed.admin().text(key).ifPresent(v -> secrets.put(name, v)));
    bed.secrets()
        .get(Variable.DRONE_GITEA_CLIENT_SECRET)
        .ifPresent(secret -> secrets.put("client secret", secret.reveal()));
    bed.secrets()
        .get(Variable.DRONE_RPC_SECRET)
        .ifPresent(secret -> secrets.put("RPC secret", secret.reveal()));
    secrets.put("operator's age key", operatorKey());
    assertThat(secrets).containsKeys("Gitea token", "Drone token", "client secret", "RPC secret");
    return secrets;
  }

  private static String operatorKey() throws IOException {
    return Files.readAllLines(bed.sandbox.operatorKeyFile()).stream()
        .filter(line -> line.startsWith("AGE-SECRET-KEY-"))
        .findFirst()
        .orElseThrow();
  }

  /** The host's configuration with another line for the command-line prefix. */
  private static Path config(String name, String cli) throws IOException {
    String text = Files.readString(bed.sandbox.configFile());
    String changed = text.replaceFirst("cli: \\[.*]", Matcher.quoteReplacement(cli));
    assertThat(changed).isNotEqualTo(text);
    return Files.writeString(bed.sandbox.configFile().resolveSibling(name), changed);
  }

  /** Gitea's command line, which also keeps what it prints, for us to know what to look for. */
  private Path recording(String cli, Path kept) throws IOException {
    Path script = folder.resolve("gitea-admin");
    Files.writeString(
        script,
        """
        #!/bin/sh
        said=$(%s "$@")
        code=$?
        printf '%%s\\n' "$said" >>%s
        printf '%%s\\n' "$said"
        exit $code
        """
            .formatted(cli, kept));
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }

  private static boolean isSops(ProcessWatch.Seen seen) {
    return seen.program().equals("sops");
  }

  private static String said(Ran ran) {
    try {
      return Files.readString(ran.output().resolve("stderr"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static String mode(Path path) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String text(List<String> entries) {
    return String.join("\n", entries);
  }

  private static String base64(String text) {
    return java.util.Base64.getEncoder()
        .encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
