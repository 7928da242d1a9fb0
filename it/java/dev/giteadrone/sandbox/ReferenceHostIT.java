package dev.giteadrone.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giteadrone.Builds;
import dev.giteadrone.HostFixture;
import dev.giteadrone.gitea.RestGitea;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.sandbox.process.Launch;
import dev.giteadrone.sandbox.process.Spawner;
import dev.giteadrone.sandbox.process.SystemUser;
import dev.giteadrone.sandbox.process.Tools;
import dev.giteadrone.sandbox.reference.PostgresServer;
import dev.giteadrone.sandbox.server.RunnerFact;
import dev.giteadrone.servers.TestHttp;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The profile {@code reference} has the shape of the reference host. */
final class ReferenceHostIT {
  private static HostFixture wired;
  private static Builds builds;
  private static Sandbox sandbox;
  private static Path folder;

  @BeforeAll
  static void startAndWire() throws Exception {
    wired = HostFixture.wired(SandboxOptions.blank().withProfile(Profile.REFERENCE));
    builds = wired.builds();
    sandbox = wired.sandbox;
    folder = sandbox.description().folder();
  }

  @AfterAll
  static void stop() throws Exception {
    List<URI> urls = List.of(sandbox.giteaUrl(), sandbox.droneUrl());

    wired.close();

    assertThat(Leftovers.processes(folder)).isEmpty();
    assertThat(Leftovers.mounts(folder)).isEmpty();
    assertThat(Leftovers.answeringAfterAWhile(urls)).isEmpty();
    assertThat(folder).doesNotExist();
  }

  @Test
  void eachPartRunsAsAUserOfItsOwnWhomThisMachineDoesNotKnow() throws Exception {
    assertThat(users().values()).doesNotHaveDuplicates();
    List<String> here =
        Files.readAllLines(Path.of("/etc/passwd")).stream()
            .map(line -> line.split(":", -1)[2])
            .toList();

    for (String name :
        List.of("postgres", "nginx", "gitea", "droneserver", "drone-runner-docker")) {
      String uid = uid(name);
      assertThat(here).doesNotContain(uid);
      assertThat(programsOf(uid)).as(name).hasSize(1);
    }

    long number =
        builds.push(
            "who",
            """
            kind: pipeline
            type: exec
            name: exec
            clone: { disable: true }
            steps: [{ name: who, commands: ["id -un; id -u; id -G"] }]
            """);
    builds.awaitEnd("who", number);
    assertThat(builds.log("who", number, 1, 1).lines().skip(1))
        .containsExactly("drone-runner-exec", uid("drone-runner-exec"), uid("drone-runner-exec"));
  }

  @Test
  void secretsAreForTheirUserAlone() throws Exception {
    assertThat(ownerAndMode(folder.resolve("gitea/app.ini")))
        .isEqualTo(uid("gitea") + " rw-------");
    assertThat(ownerAndMode(folder.resolve("tls/127.0.0.2.key")))
        .isEqualTo(uid("nginx") + " rw-------");
    assertThat(ownerAndMode(folder.resolve("postgresql")))
        .isEqualTo(uid("postgres") + " rwx------");
    assertThat(ownerAndMode(sandbox.environmentFile(0))).isEqualTo("0 rw-------");
    assertThat(ownerAndMode(folder.resolve("run"))).isEqualTo("0 rwx------");
    assertThat(folder.resolve("tls/ca.key")).doesNotExist();
  }

  @Test
  void bothServersUsePostgresOverItsSocketWithTheirOwnUserAndNobodyElses() throws Exception {
    assertThat(
            psql(
                "postgres",
                "postgres",
                "gitea",
                "SELECT DISTINCT usename || '@' || datname"
                    + " FROM pg_stat_activity WHERE backend_type = 'client backend'"
                    + " AND client_addr IS NULL AND usename <> 'postgres' ORDER BY 1"))
        .isEqualTo("droneserver@droneserver\ngitea@gitea\n");
    assertThat(psql("gitea", "gitea", "gitea", "SELECT name FROM \"user\" ORDER BY 1"))
        .contains(builds.ownerName());
    assertThat(psql("droneserver", "droneserver", "droneserver", "SELECT user_login FROM users"))
        .contains(builds.ownerName());
    assertThat(psql("droneserver", "gitea", "gitea", "SELECT 1"))
        .contains("Peer authentication failed");
    assertThat(listenersOf(uid("postgres"))).isEmpty();
    assertThat(listenersOf(uid("nginx"))).hasSize(2);
    assertThat(folder.resolve("gitea/gitea.db")).doesNotExist();
    assertThat(folder.resolve("drone/drone.sqlite")).doesNotExist();
  }

  @Test
  void certificatesAreRefusedByWhoDoesNotKnowTheAuthority() {
    RestGitea stranger = new RestGitea(TestHttp.to("Gitea", sandbox.giteaUrl(), Optional.empty()));

    assertThatThrownBy(() -> stranger.instance().version(Credential.ANONYMOUS))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("--ca-cert")
        .extracting(e -> ((Failure) e).exitCode())
        .isEqualTo(ExitCode.UNREACHABLE);
    assertThat(wired.gitea().instance().version(Credential.ANONYMOUS)).startsWith("1.");
  }

  @Test
  void aSnapshotBringsBackTheDatabase() throws Exception {
    wired.gitea().repositories().create(builds.owner(), "before", "");

    Snapshot snapshot = sandbox.snapshot();
    wired.gitea().repositories().create(builds.owner(), "after", "");
    sandbox.restore(snapshot);

    assertThat(wired.gitea().repositories().find(builds.owner(), builds.ownerName(), "before"))
        .isPresent();
    assertThat(wired.gitea().repositories().find(builds.owner(), builds.ownerName(), "after"))
        .isEmpty();
    assertThat(wired.drone().accounts().find(builds.token())).isPresent();
    assertThat(sandbox.description().runners()).allMatch(RunnerFact::running);
  }

  @Test
  void aTakenPortIsSaid() throws Exception {
    sandbox.stopDrone();
    URI drone = URI.create("http://" + droneLocal());
    try (ServerSocket other = new ServerSocket()) {
      other.bind(new InetSocketAddress(drone.getHost(), drone.getPort()));

      assertThatThrownBy(sandbox::startDrone)
          .isInstanceOf(Failure.class)
          .hasMessageContaining("starting drone on " + droneLocal())
          .hasMessageContaining("ss -ltnp");
    }
    sandbox.startDrone();
    assertThat(wired.drone().accounts().find(builds.token())).isPresent();
  }

  /** Where Drone listens behind nginx. */
  private static String droneLocal() throws Exception {
    return Files.readAllLines(folder.resolve("nginx/nginx.conf")).stream()
        .filter(line -> line.contains("proxy_pass"))
        .skip(1)
        .map(line -> line.replaceAll(".*http://(.*);", "$1"))
        .findFirst()
        .orElseThrow();
  }

  /** Ids by name, in the files that only the parts see. */
  private static Map<String, String> users() throws Exception {
    return Files.readAllLines(folder.resolve("etc/passwd")).stream()
        .map(line -> line.split(":", -1))
        .filter(fields -> !fields[0].equals("root"))
        .collect(Collectors.toMap(fields -> fields[0], fields -> fields[2]));
  }

  private static String uid(String name) throws Exception {
    return Objects.requireNonNull(users().get(name), name);
  }

  /** The programs, each named once, that run as a user. */
  private static Set<String> programsOf(String uid) throws Exception {
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      return all.filter(proc -> proc.getFileName().toString().matches("\\d+"))
          .filter(proc -> status(proc).contains("\nUid:\t" + uid + "\t" + uid + "\t" + uid))
          .map(proc -> status(proc).lines().findFirst().orElse(""))
          .collect(Collectors.toSet());
    }
  }

  private static String status(Path proc) {
    try {
      return Files.readString(proc.resolve("status"));
    } catch (IOException e) {
      return ""; // it has ended
    }
  }

  /** The addresses on which a user's processes listen, as the kernel writes them. */
  private static List<String> listenersOf(String uid) throws Exception {
    List<String> lines = new ArrayList<>(Files.readAllLines(Path.of("/proc/net/tcp")));
    lines.addAll(Files.readAllLines(Path.of("/proc/net/tcp6")));
    return lines.stream()
        .map(line -> line.strip().split("\\s+", -1))
        .filter(f -> f.length > 7 && f[3].equals("0A") && f[7].equals(uid))
        .map(fields -> fields[1])
        .toList();
  }

  private static String psql(String user, String role, String database, String query)
      throws Exception {
    Path program = PostgresServer.find().orElseThrow().resolve("psql");
    SystemUser account =
        new SystemUser(
            user,
            Optional.of(new SystemUser.Ids(uid(user), uid(user), List.of())),
            Optional.of(folder.resolve("etc")));
    Process process =
        Spawner.pipe(
            Launch.of(
                    List.of(
                        program.toString(),
                        "-h",
                        folder.resolve("socket").toString(),
                        "-U",
                        role,
                        "-d",
                        database,
                        "-Atc",
                        query),
                    Map.of("PATH", Tools.path()),
                    folder.resolve("socket"))
                .as(account));
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    return said;
  }

  private static String ownerAndMode(Path path) throws Exception {
    return Files.getAttribute(path, "unix:uid")
        + " "
        + PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
