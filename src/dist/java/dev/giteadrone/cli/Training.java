package dev.giteadrone.cli;

import dev.giteadrone.cli.terminal.ProcessContext;
import dev.giteadrone.cli.terminal.Program;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs the commands in one process, so that all classes they need are loaded when the package's
 * cache of classes is written. Nothing they print or answer counts.
 */
final class Training {
  private final Path folder;

  private Training(Path folder) {
    this.folder = folder;
  }

  /** Takes the folder to work in. */
  public static void main(String[] args) throws IOException {
    Training training = new Training(Path.of(args[0]).toAbsolutePath());
    training.run("--version");
    training.run("--help");
    training.run("bootstrap", "--help");
    training.run("explain");
    training.run("explain", "webhook.delivered");
    try (TrainingServers servers = new TrainingServers()) {
      training.files(servers);
      for (String command : List.of("verify", "plan", "bootstrap")) {
        training.onServers(command);
        training.onServers(command, "--output", "json");
      }
      training.onServers("verify", "--report", "report.html");
    }
  }

  /** A host with nothing to do, and a program in place of sops that knows what is in its files. */
  private void files(TrainingServers servers) throws IOException {
    Files.writeString(
        folder.resolve("gitea-drone.yaml"),
        """
        gitea:
          url: %s
          admin: {username: admin, email: admin@example.org}
        drone:
          url: %s
          runners: [docker, exec]
        secrets:
          file: drone.yaml
          key: drone
          admin: admin.yaml
        """
            .formatted(servers.giteaUrl(), servers.droneUrl()));
    encrypted("drone", "age1operator", "age1host");
    encrypted("admin", "age1operator");
    Files.writeString(
        folder.resolve("drone.json"),
        "{\"drone\":\"DRONE_GITEA_CLIENT_ID=client\\nDRONE_GITEA_CLIENT_SECRET=secret\\n"
            + "DRONE_RPC_SECRET=0123456789abcdef0123456789abcdef\"}");
    Files.writeString(
        folder.resolve("admin.json"),
        "{\"format\":\"1\",\"username\":\"admin\",\"token\":\"t\",\"token_name\":\"n\","
            + "\"drone_token\":\"d\"}");
    Path sops = folder.resolve("sops");
    Files.writeString(
        sops,
        """
        #!/bin/sh
        cat >/dev/null
        case $* in
          *admin.yaml*) cat admin.json ;;
          *) cat drone.json ;;
        esac
        """);
    if (!sops.toFile().setExecutable(true)) {
      throw new IOException(sops + " cannot be made executable");
    }
  }

  private void encrypted(String name, String... readers) throws IOException {
    StringBuilder text =
        new StringBuilder(name + ": ENC[AES256_GCM,data:x,type:str]\nsops:\n  age:\n");
    for (String reader : readers) {
      text.append("    - recipient: ").append(reader).append("\n      enc: x\n");
    }
    text.append("  mac: ENC[AES256_GCM,data:x,type:str]\n  version: 3.11.0\n");
    Files.writeString(folder.resolve(name + ".yaml"), text);
  }

  private void onServers(String command, String... options) {
    List<String> words = new ArrayList<>(List.of(command));
    if (!command.equals("plan")) {
      words.addAll(List.of("--level", "basic"));
    }
    words.addAll(List.of(options));
    int code = run(words.toArray(String[]::new));
    if (code != 0) {
      // Else the cache would lack what a run needs, and nobody would notice.
      throw new IllegalStateException(String.join(" ", words) + " ended with " + code);
    }
  }

  private int run(String... args) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    return Main.run(
        args,
        new ProcessContext(
            nowhere,
            nowhere,
            Map.of("GITEA_DRONE_SOPS", folder.resolve("sops").toString()),
            folder,
            false,
            Optional.empty(),
            Program::real));
  }
}
