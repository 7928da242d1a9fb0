package dev.giteadrone.testing.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.sandbox.process.Programs;
import dev.giteadrone.sandbox.process.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The recipe of the manual for Docker Compose, with the files that are in the manual, from a blank
 * host to a build. Names become one address of the Compose network, because there is no DNS.
 */
final class ComposeIT {
  private static final Path PAGE = Path.of("src/site/markdown/compose.md");
  private static final Pattern BLOCK = Pattern.compile("(?s)```yaml\n(.*?)```");

  /** The daemon's side of the network of the Compose project: both servers publish ports there. */
  private static final String HERE = "172.30.77.1";

  private static final String NETWORK =
      """
      networks:
        default:
          ipam:
            config:
              - subnet: 172.30.77.0/24
                gateway: 172.30.77.1
      """;

  private static TestDaemon daemon;
  private static Path folder = Path.of("");

  @BeforeAll
  static void start() throws Exception {
    daemon = TestDaemon.start();
    assertThat(Tools.find("docker-compose"))
        .as("docker-compose, which apt-get install docker-compose gets")
        .isPresent();
    Path root = Files.createDirectory(daemon.folder().resolve("root"));
    new LocalImages(
            root, (input, arguments) -> daemon.docker(input, arguments.toArray(String[]::new)))
        .build();
    folder = Files.createDirectory(daemon.folder().resolve("wiring"));
    write();
  }

  @AfterAll
  static void stop() throws IOException {
    try (TestDaemon ending = daemon) {
      assertThat(ending).isNotNull();
      if (Files.exists(folder.resolve("docker-compose.yml"))) {
        runs("docker-compose", "down", "--volumes", "--timeout", "1");
      }
    }
  }

  @Test
  void theRecipeEndsInABuildAndARotationReachesTheContainers() throws IOException {
    runs("docker-compose", "up", "-d", "gitea");

    String first = program("bootstrap");
    assertThat(first)
        .contains("✚ admin", "✚ app", "✔ login", "✔ docker    runner", "✔ status")
        .doesNotContain("✗");
    assertThat(program("bootstrap", "--level", "login")).contains("Nothing to do.");

    String before = environment("runner");
    program("rotate", "rpc-secret", "--yes", "--level", "basic");
    String rotated = environment("runner");
    assertThat(rotated).contains("DRONE_RPC_SECRET=").isNotEqualTo(before);

    runs("docker-compose", "up", "-d", "-t", "1");
    assertThat(environment("runner")).doesNotContain("DRONE_RPC_SECRET=");
    assertThat(program("bootstrap", "--level", "login")).contains("~ deploy", "✔ login");
    assertThat(environment("runner")).isEqualTo(rotated);
  }

  /** What a container was created with. */
  private static String environment(String service) throws IOException {
    String id = runs("docker-compose", "ps", "-q", service).strip();
    return daemon.docker("", "inspect", "--format", "{{json .Config.Env}}", id);
  }

  private static void write() throws IOException {
    Matcher blocks = BLOCK.matcher(Files.readString(PAGE));
    List<String> found = blocks.results().map(block -> block.group(1)).toList();
    assertThat(found).hasSize(3);
    Files.writeString(folder.resolve("docker-compose.yml"), here(found.get(0)) + NETWORK);
    Files.writeString(
        folder.resolve("gitea-drone.yaml"),
        here(found.get(1))
                .replace("gitea, gitea]", "gitea, gitea, --config, /data/app.ini]")
                .replace("up -d]", "up -d -t 1]")
                .replace("[sops,", "[env, SOPS_AGE_KEY_FILE=" + key() + ", sops,")
            + "verify: { canary: { image: busybox, pull: never, clone: false } }\n");
    Files.writeString(folder.resolve(".sops.yaml"), found.get(2).replace("age1yourkey", newKey()));
  }

  /** The manual's text with the images, addresses and the socket of this machine. */
  private static String here(String text) {
    return text.replace("gitea/gitea:1.26.0", LocalImages.GITEA)
        .replace("drone/drone:1.10.1", LocalImages.DRONE)
        .replace("drone/drone-runner-docker:1.8.3", LocalImages.RUNNER)
        .replace("127.0.0.1:", HERE + ":")
        .replace("https://git.my-domain.tld", "http://" + HERE + ":3001")
        .replace("https://drone.my-domain.tld", "http://" + HERE + ":3030")
        .replace("DRONE_SERVER_PROTO=https", "DRONE_SERVER_PROTO=http")
        .replace("DRONE_SERVER_HOST=drone.my-domain.tld", "DRONE_SERVER_HOST=" + HERE + ":3030")
        .replace("external,drone.my-domain.tld", "external,private")
        .replace("/var/run/docker.sock:", daemon.socket() + ":");
  }

  private static Path key() {
    return daemon.folder().resolve("keys.txt");
  }

  private static String newKey() throws IOException {
    runs(Programs.ofEnvironment().program("age-keygen").toString(), "-o", key().toString());
    return Files.readString(key()).replaceAll("(?s).*public key: (\\S+).*", "$1");
  }

  /** Runs the program as the operator does, and returns what it printed. */
  private static String program(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.giteadrone.cli.Main"));
    command.addAll(List.of(arguments));
    command.add("--allow-plain-http");
    return runs(command.toArray(String[]::new));
  }

  private static String runs(String... command) throws IOException {
    TestDaemon.Ended ended =
        daemon.beside(
            folder,
            List.of(command),
            Map.of(
                "PATH",
                Programs.ofEnvironment().bin() + ":" + System.getenv("PATH"),
                "SOPS_AGE_KEY_FILE",
                key().toString(),
                "XDG_STATE_HOME",
                daemon.folder().resolve("state").toString()));
    assertThat(ended.exit()).as(ended.output()).isZero();
    return ended.output();
  }
}
