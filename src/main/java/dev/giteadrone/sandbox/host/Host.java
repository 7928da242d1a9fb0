package dev.giteadrone.sandbox.host;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.sandbox.process.Folder;
import dev.giteadrone.sandbox.process.Launch;
import dev.giteadrone.sandbox.process.LogTail;
import dev.giteadrone.sandbox.process.Programs;
import dev.giteadrone.sandbox.process.Spawner;
import dev.giteadrone.sandbox.process.Tools;
import dev.giteadrone.time.Deadline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The files of an operator for one Drone: the folder with the configuration and the secrets files,
 * the age keys, and the deploy script.
 */
public final class Host {
  private static final Case REFUSED = Case.of(ProblemId.SANDBOX_SECRETS, "refused", "code");

  /** The sops file with the administrator's password and tokens, in the host's folder. */
  public static final String ADMIN_FILE = ".secrets/gitea-admin.yaml";

  private final String name;
  private final Folder folder;
  private final Programs programs;

  /**
   * Creates a host.
   *
   * @param name of its folder
   */
  public Host(String name, Folder folder, Programs programs) {
    this.name = name;
    this.folder = folder;
    this.programs = programs;
  }

  /** The folder with {@code gitea-drone.yaml}. */
  public Path directory() {
    return folder.data(name);
  }

  /** The configuration file. */
  public Path config() {
    return directory().resolve("gitea-drone.yaml");
  }

  /** The script that decrypts the secrets and restarts the servers. */
  public Path deployScript() {
    return directory().resolve("deploy");
  }

  /** The secrets file that the host reads; a blank host has none. */
  Path secretsFile() {
    return directory().resolve(".secrets/drone.yaml");
  }

  /** The file with the host's decrypted secrets. */
  public Path environmentFile() {
    return folder.run().resolve(name + ".env");
  }

  /** The folder in which the script asks for restarts. */
  public Path requests() {
    return folder.run().resolve(name + "-requests");
  }

  /** The operator's age key, the same for all hosts. */
  public static Path operatorKey(Folder folder) {
    return folder.keys().resolve("operator.txt");
  }

  /** The variables from the last deploy; empty before the first. */
  public Map<String, String> environment() {
    try {
      return EnvironmentFile.read(environmentFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a deploy has brought the RPC secret. No runner can start without it. */
  public boolean hasRpcSecret() {
    return !environment().getOrDefault("DRONE_RPC_SECRET", "").isBlank();
  }

  /**
   * Writes the folder. Files that an operator may have changed since an earlier start stay as they
   * are.
   *
   * @param plaintext of the secrets file, which is encrypted; empty for a blank host
   */
  public void write(
      URI gitea,
      URI drone,
      String admin,
      Set<RunnerType> runners,
      Path cli,
      Optional<String> plaintext)
      throws IOException {
    Folder.mode(Files.createDirectories(directory()), "rwx------");
    Folder.delete(requests());
    Folder.mode(Files.createDirectories(requests()), "rwx------");
    Path hostKey = folder.keys().resolve(name + ".txt");
    writeOnce(config(), config(gitea, drone, admin, runners, cli));
    writeOnce(directory().resolve(".sops.yaml"), rules(key(operatorKey(folder)), key(hostKey)));
    Folder.write(deployScript(), script(hostKey), "rwxr-xr-x");
    if (plaintext.isPresent() && !Files.exists(secretsFile())) {
      encrypt(plaintext.get());
    }
  }

  private static void writeOnce(Path file, String text) throws IOException {
    if (!Files.exists(file)) {
      Files.writeString(file, text);
    }
  }

  /**
   * Runs the deploy script.
   *
   * @throws Failure if its exit code is not 0, with its output
   */
  public void deploy() {
    Spawner.run(
        "deploying " + directory(),
        Launch.of(List.of(deployScript().toString()), Map.of("PATH", Tools.path()), directory()),
        new LogTail(folder.log("deploy"), List::of),
        Deadline.in(Duration.ofMinutes(2)));
  }

  /** Decrypts the secrets file, if there is one, as a deploy does, but restarts nothing. */
  public void install() {
    if (Files.exists(secretsFile())) {
      Spawner.run(
          "decrypting " + secretsFile(),
          Launch.of(
              List.of("/bin/sh", deployScript().toString(), "--decrypt-only"),
              Map.of("PATH", Tools.path()),
              directory()),
          new LogTail(folder.log("deploy"), List::of),
          Deadline.in(Duration.ofSeconds(20)));
    }
  }

  private static String config(
      URI gitea, URI drone, String admin, Set<RunnerType> runners, Path cli) {
    String types =
        runners.stream().sorted().map(RunnerType::label).collect(Collectors.joining(", "));
    return """
    # A host in a sandbox: real servers on loopback.
    gitea:
      url: %s
      admin:
        username: %s
        email: %s@my-domain.tld
        cli: [%s]
    drone:
      url: %s
      runners: [%s]
    secrets:
      file: .secrets/drone.yaml
      key: drone
      admin: .secrets/gitea-admin.yaml
    deploy:
      command: [./deploy]
      timeout: 2m
    verify:
      canary:
        image: busybox
        pull: never
        clone: %b # containers do not reach the host's loopback
    """
        .formatted(
            gitea,
            admin,
            admin,
            "\"" + cli + "\"",
            drone,
            types,
            !runners.contains(RunnerType.DOCKER));
  }

  private static String rules(String operator, String host) {
    return """
    creation_rules:
      # The host must not read these.
      - path_regex: \\.secrets/gitea-admin\\.yaml$
        age: %s
      - path_regex: \\.secrets/drone\\.yaml$
        age: %s,%s
    """
        .formatted(operator, operator, host);
  }

  private String script(Path hostKey) {
    return DeployScript.text(
        programs.program("sops"),
        hostKey,
        environmentFile(),
        requests(),
        ProcessHandle.current().pid());
  }

  /** The public key in an age key file. If the file does not exist, a key is generated. */
  private String key(Path file) {
    LogTail log = new LogTail(folder.log("keys"), List::of);
    Map<String, String> environment = Map.of("PATH", Tools.path());
    Deadline deadline = Deadline.in(Duration.ofSeconds(20));
    String keygen = programs.program("age-keygen").toString();
    if (!Files.exists(file)) {
      Spawner.run(
          "creating an age key",
          Launch.of(List.of(keygen, "-o", file.toString()), environment, folder.keys()),
          log,
          deadline);
    }
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith("# public key: "))
          .map(line -> line.substring("# public key: ".length()))
          .findFirst()
          .orElseThrow(() -> new IOException("no public key in " + file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void encrypt(String plaintext) throws IOException {
    Folder.mode(Files.createDirectories(directory().resolve(".secrets")), "rwx------");
    Process process =
        new ProcessBuilder(
                programs.program("sops").toString(),
                "encrypt",
                "--filename-override",
                ".secrets/drone.yaml",
                "--output",
                ".secrets/drone.yaml")
            .directory(directory().toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log("sops").toFile()))
            .start();
    try (var in = process.outputWriter()) {
      in.write(plaintext);
    }
    try {
      if (process.waitFor() != 0) {
        throw REFUSED.failure(process.exitValue());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
