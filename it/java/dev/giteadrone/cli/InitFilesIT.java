package dev.giteadrone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.cli.terminal.ProcessContext;
import dev.giteadrone.cli.terminal.Program;
import dev.giteadrone.config.ConfigFile;
import dev.giteadrone.init.Workplace;
import dev.giteadrone.io.SearchPath;
import dev.giteadrone.model.desired.HostKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code init} does to a folder, with the real sops and age. */
final class InitFilesIT {
  private static final String CONFIG = "gitea-drone.yaml";
  private static final String RULES = ".sops.yaml";
  private static final String DRONE = ".secrets/drone.yaml";
  private static final String ADMIN = ".secrets/gitea-admin.yaml";

  @TempDir Path root;
  private Workplace place;
  private Path hostKey = Path.of("");
  private String host = "";

  private record Ran(int code, String out, String err) {
    /** Its lines without breaks. */
    String said() {
      return err.replaceAll("\\s+", " ");
    }
  }

  @BeforeEach
  void place() throws IOException {
    place = new Workplace(root);
    hostKey = root.resolve("host.txt");
    host = place.newKey(hostKey);
  }

  @Test
  void anEmptyFolderBecomesOneThatCanBeDeployed() throws Exception {
    place.newKey(place.defaultKey());
    Ran ran = init("--deploy", "deploy .#server");

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .startsWith(
            "► init     " + place.folder + "\n  ✚ config    gitea-drone.yaml, for my-domain")
        .contains("  ✚ rules     .sops.yaml,", "  ✚ admin     " + ADMIN, "  ✚ secrets   " + DRONE)
        .endsWith(
            """
            Done. 4 files written.
            Next: git init
                  git add gitea-drone.yaml .sops.yaml .secrets/gitea-admin.yaml .secrets/drone.yaml && git commit
                  deploy .#server
                  gitea-drone bootstrap
            """);
    assertThat(place.decrypted(DRONE, hostKey))
        .matches(
            """
            drone: \\|
                DRONE_GITEA_CLIENT_ID=
                DRONE_GITEA_CLIENT_SECRET=
                DRONE_RPC_SECRET=[0-9a-f]{64}
            """);
    assertThat(place.decrypted(ADMIN, place.defaultKey()))
        .isEqualTo("format: \"2\"\nusername: my-admin\n");
    assertThat(place.decrypts(ADMIN, hostKey)).isFalse();
    assertThat(mode(CONFIG)).isEqualTo("rw-r--r--");
    assertThat(mode(RULES)).isEqualTo("rw-r--r--");
    assertThat(mode(DRONE)).isEqualTo("rw-------");
    assertThat(mode(ADMIN)).isEqualTo("rw-------");
    assertThat(mode(".secrets")).isEqualTo("rwx------");
    assertThat(ConfigFile.load(place.folder.resolve(CONFIG), Map.of()).secrets().hostKey())
        .isEqualTo(new HostKey.Named(host));
    nothingIsLeft();
  }

  @Test
  void theSameAgainChangesNothing() throws Exception {
    place.newKey(place.defaultKey());
    assertThat(init().code()).isZero();
    Map<String, String> before = place.content();

    for (Ran again : List.of(init(), run("init"), init("--dry-run"))) {
      assertThat(again.code()).as(again.err()).isZero();
      assertThat(again.out() + again.err()).contains("Nothing to write", "✔ config", "✔ secrets");
    }
    assertThat(place.content()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void aRunThatWasKilledIsCompletedByTheNext(int written) throws Exception {
    place.newKey(place.defaultKey());
    assertThat(init().code()).isZero();
    Map<String, String> whole = place.content();
    // They are written in this order.
    List<String> files = List.of(CONFIG, RULES, ADMIN, DRONE);
    for (String file : files.subList(written, files.size())) {
      Files.delete(place.folder.resolve(file));
    }
    // A draft of the file that was being written then.
    place.write(".secrets/.drone.yaml.gitea-drone-999999999-0123456789ab.tmp", "x");

    // What is known by then is not to be said again.
    Ran next = run("init");

    assertThat(next.code()).as(next.err()).isZero();
    assertThat(place.content().keySet()).containsAll(files);
    for (String file : files.subList(0, written)) {
      assertThat(place.read(file)).isEqualTo(whole.get(file));
    }
    assertThat(place.decrypts(DRONE, hostKey)).isTrue();
    assertThat(place.decrypts(ADMIN, hostKey)).isFalse();
    if (written < files.size()) {
      nothingIsLeft();
    }
  }

  @Test
  void aKeyIsMadeWhereThereIsNoneAndNeverShown() throws Exception {
    Ran dry = init("--make-age-key", "--dry-run");
    assertThat(dry.code()).as(dry.err()).isZero();
    assertThat(place.defaultKey()).doesNotExist();
    assertThat(place.content()).isEmpty();

    Ran ran = init("--make-age-key");

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(Files.getPosixFilePermissions(place.defaultKey()))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(Files.getPosixFilePermissions(place.defaultKey().getParent()))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    String recipient = place.run("age-keygen", "-y", place.defaultKey().toString()).strip();
    assertThat(ran.said()).contains(place.defaultKey() + ", " + recipient);
    assertThat(ran.err()).doesNotContain("AGE-SECRET-KEY");
    // As sops finds it by itself.
    assertThat(place.run("sops", "decrypt", ADMIN))
        .isEqualTo("format: \"2\"\nusername: my-admin\n");
    String key = Files.readString(place.defaultKey());
    assertThat(init("--make-age-key").code()).isZero();
    assertThat(Files.readString(place.defaultKey())).isEqualTo(key);
  }

  @Test
  void aFileThatHoldsNoOrdinaryKeyIsNotReplaced() throws Exception {
    Files.createDirectories(place.defaultKey().getParent());
    Files.writeString(place.defaultKey(), "AGE-PLUGIN-YUBIKEY-1QQQQ\n");
    Ran ran = init("--make-age-key");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.said()).contains("that file exists, but has no ordinary age key");
    assertThat(place.content()).isEmpty();
  }

  @Test
  void theKeyMayBeOnAnotherMachine() throws Exception {
    Path elsewhere = root.resolve("elsewhere.txt");
    String mine = place.newKey(elsewhere);
    Ran ran = init("--operator-key", mine);
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.said()).contains("your key is not on this machine");
    assertThat(place.decrypted(ADMIN, elsewhere)).contains("my-admin");
    assertThat(place.decrypts(DRONE, elsewhere)).isTrue();
    assertThat(place.decrypts(DRONE, hostKey)).isTrue();
  }

  @Test
  void keysComeFromTheEnvironmentAsSopsTakesThem() throws Exception {
    Path named = root.resolve("named.txt");
    place.newKey(named);
    place.environment().put("SOPS_AGE_KEY_FILE", named.toString());
    assertThat(init().code()).isZero();
    assertThat(place.decrypts(ADMIN, named)).isTrue();
    place.environment().put("SOPS_AGE_KEY_FILE", root.resolve("gone").toString());
    Ran ran = run("init", "--host-recipient", host);
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.said()).contains("reading your age keys", "there is no such file");
    place.environment().remove("SOPS_AGE_KEY_FILE");
    place.environment().put("SOPS_AGE_KEY", Files.readString(named));
    assertThat(run("init", "--host-recipient", host).code()).isZero();
  }

  @Test
  void aPgpKeyWillDo() throws Exception {
    Path gnupg = Files.createDirectories(root.resolve("gnupg"));
    Files.setPosixFilePermissions(gnupg, PosixFilePermissions.fromString("rwx------"));
    place.environment().put("GNUPGHOME", gnupg.toString());
    try {
      place.run(
          "gpg",
          "--batch",
          "--quiet",
          "--passphrase",
          "",
          "--quick-generate-key",
          "me@my-domain.tld",
          "default",
          "default",
          "never");
      String fingerprint =
          place
              .run("gpg", "--batch", "--with-colons", "--list-secret-keys")
              .lines()
              .filter(line -> line.startsWith("fpr:"))
              .map(line -> line.split(":", -1)[9])
              .findFirst()
              .orElseThrow();
      Ran ran = init("--operator-pgp", fingerprint.toLowerCase(Locale.ROOT));
      assertThat(ran.code()).as(ran.err()).isZero();
      assertThat(place.run("sops", "decrypt", ADMIN))
          .isEqualTo("format: \"2\"\nusername: my-admin\n");
      assertThat(place.decrypts(DRONE, hostKey)).isTrue();
      assertThat(place.decrypts(ADMIN, hostKey)).isFalse();
      assertThat(init("--operator-pgp", fingerprint).said()).contains("Nothing to write");
    } finally {
      place.run("gpgconf", "--kill", "all");
    }
  }

  @Test
  void somebodysRulesAreMergedAndTheDifferenceIsShown() throws Exception {
    String mine = place.newKey(place.defaultKey());
    place.run("git", "init", "-q");
    place.write(
        RULES,
        "keys:\n  - &me "
            + mine
            + " # laptop\ncreation_rules:\n  - path_regex: .* # all\n    age: "
            + mine
            + ","
            + host
            + "\n");
    Files.setPosixFilePermissions(
        place.folder.resolve(RULES), PosixFilePermissions.fromString("rw-rw-r--"));
    place.run("git", "add", RULES);

    Ran ran = init();

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.err())
        .contains("  ~ rules     .sops.yaml, 1 rule before the others")
        .contains("    --- .sops.yaml\n    +++ .sops.yaml\n    @@ -1,5 +1,10 @@\n")
        .contains("    +  - path_regex: ^\\.secrets/gitea-admin\\.yaml$\n")
        .contains("Next: git add gitea-drone.yaml .sops.yaml ");
    assertThat(ran.said()).contains("would let the host read gitea-admin.yaml");
    assertThat(place.read(RULES)).contains("# laptop", "# all", "- *me\n");
    assertThat(mode(RULES)).isEqualTo("rw-rw-r--");
    assertThat(place.decrypts(ADMIN, hostKey)).isFalse();
    assertThat(place.decrypts(DRONE, hostKey)).isTrue();
  }

  @Test
  void rulesThatCannotBeUsedStopItBeforeAnythingIsWritten() throws Exception {
    place.newKey(place.defaultKey());
    for (String rules : List.of("creation_rules: [", "- a\n", "creation_rules: {a: b}\n")) {
      place.write(RULES, rules);
      Ran ran = init();
      assertThat(ran.code()).as(rules).isEqualTo(6);
      assertThat(place.content()).isEqualTo(Map.of(RULES, rules));
    }
  }

  @Test
  void filesThatAreThereAreKept() throws Exception {
    String mine = place.newKey(place.defaultKey());
    place.write(RULES, "creation_rules:\n  - age: " + mine + "\n");
    place.write(DRONE, "drone: |\n  OTHER=1\nmore: x\n");
    place.run("sops", "encrypt", "-i", DRONE);
    String drone = place.read(DRONE);

    Ran ran = init();

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.said())
        .contains(
            "kept; bootstrap adds DRONE_GITEA_CLIENT_ID, DRONE_GITEA_CLIENT_SECRET, DRONE_RPC")
        .contains("the host cannot decrypt drone.yaml yet: " + host)
        .contains("Next: sops updatekeys .secrets/drone.yaml");
    assertThat(place.read(DRONE)).isEqualTo(drone);
    place.run("sops", "updatekeys", "-y", DRONE);
    assertThat(place.decrypts(DRONE, hostKey)).isTrue();
    assertThat(run("init").err()).doesNotContain("updatekeys");
  }

  @Test
  void whatLiesInPlainTextIsRefused() throws Exception {
    place.newKey(place.defaultKey());
    for (String name : List.of(DRONE, ADMIN)) {
      Path file = place.write(name, "drone: |\n  DRONE_RPC_SECRET=hunter2\n");
      Map<String, String> before = place.content();
      Ran ran = init();
      assertThat(ran.code()).isEqualTo(6);
      assertThat(ran.said()).contains("it is not encrypted with sops").doesNotContain("hunter2");
      assertThat(place.content()).isEqualTo(before);
      Files.delete(file);
    }
  }

  @Test
  void anAdminFileThatTheHostReadsIsRefused() throws Exception {
    String mine = place.newKey(place.defaultKey());
    place.write(ADMIN, "password: x\n");
    place.run("sops", "encrypt", "-i", "--age", mine + "," + host, ADMIN);
    Map<String, String> before = place.content();
    Ran ran = init();
    assertThat(ran.code()).isEqualTo(6);
    assertThat(ran.said()).contains("the host can decrypt it: " + host);
    assertThat(place.content()).isEqualTo(before);
  }

  @Test
  void anotherHostThanTheConfigurationsIsRefused() throws Exception {
    place.newKey(place.defaultKey());
    assertThat(init().code()).isZero();
    Map<String, String> before = place.content();
    String other = place.newKey(root.resolve("other.txt"));
    Ran ran = run("init", "--host-recipient", other);
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.said()).contains("it has secrets.host: " + host, "makes it " + other);
    assertThat(place.content()).isEqualTo(before);
  }

  @Test
  void theHostsKeyIsNotTheOperators() throws Exception {
    String mine = place.newKey(place.defaultKey());
    Ran ran =
        run("init", "--domain", "my-domain.tld", "--username", "me", "--host-recipient", mine);
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.said()).contains("both are " + mine);
    assertThat(place.content()).isEmpty();
  }

  @Test
  void aFolderOfItsOwnAndFilesOfOtherNamesAreMade() throws Exception {
    place.newKey(place.defaultKey());
    Ran ran =
        init(
            "--folder",
            "hosts/one",
            "--secrets-file",
            "secrets/ci.yaml",
            "--admin-file",
            "secrets/private/me.yaml",
            "--output",
            "json");
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(place.content().keySet())
        .containsExactlyInAnyOrder(
            "hosts/one/gitea-drone.yaml",
            "hosts/one/.sops.yaml",
            "hosts/one/secrets/ci.yaml",
            "hosts/one/secrets/private/me.yaml");
    assertThat(ran.err()).contains("Next: cd " + place.folder.resolve("hosts/one") + "\n");
    assertThat(ran.out().lines().toList().getLast())
        .startsWith("{\"event\":\"init\",\"exitCode\":0,\"outcome\":\"done\",\"dryRun\":false,")
        .contains(
            "{\"label\":\"config\",\"file\":\"" + place.folder + "/hosts/one/gitea-drone.yaml\"")
        .contains("\"change\":\"created\"")
        .endsWith(",\"gitea-drone bootstrap\"]}");
  }

  @Test
  void aFileThatGitIgnoresIsAddedByForce() throws Exception {
    place.newKey(place.defaultKey());
    place.run("git", "init", "-q");
    place.write(".gitignore", ".secrets\n");
    assertThat(init().err()).contains("git add -f gitea-drone.yaml");
  }

  @Test
  void noSecretIsPrintedOrGivenToAnyProgramsArguments() throws Exception {
    Path log = recordChildren("sops", "age-keygen");
    Ran ran = init("--make-age-key", "-v", "--output", "json");
    assertThat(ran.code()).as(ran.err()).isZero();
    String rpc =
        place.decrypted(DRONE, hostKey).replaceFirst("(?s).*DRONE_RPC_SECRET=", "").strip();
    String identity =
        Files.readAllLines(place.defaultKey()).stream()
            .filter(line -> line.startsWith("AGE-SECRET-KEY-"))
            .findFirst()
            .orElseThrow();
    assertThat(rpc).hasSize(64);
    String recorded = Files.readString(log);
    assertThat(recorded).contains("sops encrypt ", "sops decrypt ", "age-keygen", "HOME=");
    assertThat(ran.out() + ran.err() + place.content() + recorded)
        .doesNotContain(rpc)
        .doesNotContain(identity);
    nothingIsLeft();
  }

  /** Puts programs in front of others that keep their arguments and environment. */
  private Path recordChildren(String... programs) throws IOException {
    Path log = root.resolve("children.log");
    Path bin = Files.createDirectories(root.resolve("bin"));
    String path = place.environment().get("PATH");
    for (String program : programs) {
      String real = SearchPath.program(program, place.environment());
      Path script =
          Files.writeString(
              bin.resolve(program),
              "#!/bin/sh\n{ echo \"%s $*\"; env; } >>%s\nexec %s \"$@\"\n"
                  .formatted(program, log, real));
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }
    place.environment().put("PATH", bin + ":" + path);
    return log;
  }

  private void nothingIsLeft() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      assertThat(files.map(Path::toString)).noneMatch(name -> name.endsWith(".tmp"));
    }
  }

  private String mode(String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(place.folder.resolve(name)));
  }

  private Ran init(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "init",
                "--domain",
                "my-domain.tld",
                "--username",
                "my-admin",
                "--host-recipient",
                host));
    arguments.addAll(Arrays.asList(more));
    return run(arguments.toArray(String[]::new));
  }

  private Ran run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    ProcessContext shell =
        new ProcessContext(
            stream(out), stream(err), place.environment(), place.folder, Program::real);
    int code = Main.run(arguments, shell);
    return new Ran(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream stream(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }
}
