package dev.giteadrone.simulated;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.giteadrone.io.Subprocess;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.Variable;
import dev.giteadrone.sandbox.process.Programs;
import dev.giteadrone.secrets.SopsProgram;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The configuration and the sops files of simulated hosts. All have the same secrets. */
final class SimulatedFiles {
  static final String CLIENT_SECRET = "s3cr3t-client";
  static final String RPC_SECRET = "s3cr3t-rpc-0123456789";

  private static final String CONFIGURATION =
      """
      gitea: { url: "GITEA", admin: { username: boss, email: b@example.org } }
      drone: { url: "DRONE", oauth: { name: Drone } }
      secrets: { file: .secrets/NAME/drone.yaml, key: drone, admin: .secrets/NAME/gitea-admin.yaml }
      deploy: { command: ["true"] }
      http: { connect-to: { gitea.NAME.localhost: "ADDRESS", drone.NAME.localhost: "ADDRESS" } }
      """;

  /**
   * What all hosts share: encrypting takes longer than a whole run.
   *
   * @param key the private age key
   * @param drone the encrypted secrets file
   * @param admin the encrypted admin file
   */
  private record Shared(String key, String drone, String admin) {}

  private final Programs programs = Programs.ofEnvironment();
  private @Nullable Shared shared;

  void write(Path folder, SimulatedHost host, String address) {
    Shared files = shared();
    try {
      Path secrets = Files.createDirectories(folder.resolve(".secrets").resolve(host.name()));
      Files.writeString(secrets.resolve("drone.yaml"), files.drone());
      Files.writeString(secrets.resolve("gitea-admin.yaml"), files.admin());
      Files.writeString(
          folder.resolve(host.name() + ".yaml"),
          CONFIGURATION
              .replace("GITEA", host.giteaUrl())
              .replace("DRONE", host.droneUrl())
              .replace("NAME", host.name())
              .replace("ADDRESS", address));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String key() {
    return shared().key();
  }

  Map<String, String> environment(Path state) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment
        .keySet()
        .removeIf(name ->
            name.equals("CI") || Subprocess.PRIVATE_VARIABLES.stream().anyMatch(name::startsWith));
    environment.put("SOPS_AGE_KEY", key());
    environment.put(SopsProgram.VARIABLE, programs.program("sops").toString());
    environment.put("HOME", state.toString());
    environment.put("XDG_STATE_HOME", state.toString());
    return environment;
  }

  private synchronized Shared shared() {
    Shared known = shared;
    if (known == null) {
      programs.ensure(List.of("sops", "age-keygen"), Progress.SILENT);
      String keyFile = run(new byte[0], "age-keygen");
      String operator = recipient(keyFile);
      // The host's own key, which nobody has here.
      String host = recipient(run(new byte[0], "age-keygen"));
      known =
          new Shared(
              line(keyFile, "AGE-SECRET-KEY-"), drone(operator + "," + host), admin(operator));
      shared = known;
    }
    return known;
  }

  private String drone(String recipients) {
    return encrypted(
        recipients,
        JsonNodeFactory.instance
            .objectNode()
            .put(
                "drone",
                "%s=client-4\n%s=%s\n%s=%s\n"
                    .formatted(
                        Variable.DRONE_GITEA_CLIENT_ID,
                        Variable.DRONE_GITEA_CLIENT_SECRET,
                        CLIENT_SECRET,
                        Variable.DRONE_RPC_SECRET,
                        RPC_SECRET)));
  }

  private String admin(String recipients) {
    return encrypted(
        recipients,
        JsonNodeFactory.instance
            .objectNode()
            .put("format", "2")
            .put(AdminKey.USERNAME.key(), GoodServers.USER)
            .put(AdminKey.PASSWORD.key(), "s3cr3t-password")
            .put(AdminKey.TOKEN_NAME.key(), "a token")
            .put(AdminKey.TOKEN.key(), "s3cr3t-admin")
            .put(AdminKey.DRONE_TOKEN.key(), "s3cr3t-drone")
            .put(AdminKey.CREATED_APPS.key(), "client-4"));
  }

  private String encrypted(String recipients, ObjectNode plain) {
    return run(
        plain.toString().getBytes(StandardCharsets.UTF_8),
        "sops",
        "encrypt",
        "--age",
        recipients,
        "--input-type",
        "json",
        "--output-type",
        "yaml",
        "--filename-override",
        "host.yaml");
  }

  private String run(byte[] stdin, String program, String... arguments) {
    String[] argv = new String[arguments.length + 1];
    argv[0] = programs.program(program).toString();
    System.arraycopy(arguments, 0, argv, 1, arguments.length);
    // In the root folder there is no .sops.yaml of somebody else.
    Subprocess.Result result =
        new Subprocess(new Timeline())
            .run(
                new Subprocess.Command(List.of(argv), Path.of("/"), Map.of(), false),
                stdin,
                Deadline.in(Duration.ofSeconds(60)));
    if (result.exitCode() != 0) {
      throw new IllegalStateException(program + ": " + result.stderr());
    }
    return result.text();
  }

  private static String recipient(String keyFile) {
    String start = "# public key: ";
    return line(keyFile, start).substring(start.length());
  }

  private static String line(String text, String start) {
    return text.lines().filter(line -> line.startsWith(start)).findFirst().orElseThrow();
  }
}
