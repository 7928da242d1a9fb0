package dev.giteadrone.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files of the host that {@link TrainingServers} imitates. Nothing in them is a real secret.
 */
final class TrainingHost {
  /** The id of Drone's application in Gitea. */
  static final String CLIENT = "00000000-0000-4000-8000-000000000000";

  private static final String OPERATOR =
      "age1qyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqs3290gq";
  private static final String HOST =
      "age1lutlc4fyp7rzared2y9w6uvplzn5ukc6qhtmdzrzjjyjmyakmpfq0xedav";

  private static final String CONFIGURATION =
      """
      gitea: { url: "http://GITEA", admin: { username: my-admin } }
      drone: { url: "http://DRONE" }
      secrets: { file: drone.yaml, key: drone, admin: gitea-admin.yaml }
      deploy: { command: ["true"] }
      """;

  /** Stands in for sops: for each of the two files, what is in it. */
  private static final String SOPS =
      """
      #!/bin/sh
      case "$*" in
        *gitea-admin.yaml*) cat "${0%/*}/admin.json" ;;
        *) cat "${0%/*}/drone.json" ;;
      esac
      """;

  private static final String DRONE =
      """
      {"drone":"DRONE_GITEA_CLIENT_ID=@id@\\nDRONE_GITEA_CLIENT_SECRET=gto_training\\n\
      DRONE_RPC_SECRET=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"}
      """;

  private static final String ADMIN =
      """
      {"format":"2","username":"my-admin","created_by":"cli","password":"training","token_name":"gitea-drone-x",\
      "token":"0123456789abcdef0123456789abcdef01234567","drone_token":"0123456789abcdef0123456789abcdef",\
      "created_apps":"@id@"}
      """;

  private TrainingHost() {}

  /** Writes the files into a folder. */
  static void write(Path folder, String gitea, String drone) throws IOException {
    Files.writeString(
        folder.resolve("gitea-drone.yaml"),
        CONFIGURATION.replace("GITEA", gitea).replace("DRONE", drone));
    Files.writeString(folder.resolve("drone.json"), DRONE.replace("@id@", CLIENT));
    Files.writeString(folder.resolve("admin.json"), ADMIN.replace("@id@", CLIENT));
    encrypted(folder.resolve("drone.yaml"), "drone", OPERATOR, HOST);
    encrypted(folder.resolve("gitea-admin.yaml"), "token", OPERATOR);
    Path sops = folder.resolve("sops");
    Files.writeString(sops, SOPS);
    if (!sops.toFile().setExecutable(true)) {
      throw new IOException(sops + " cannot be made executable");
    }
  }

  private static void encrypted(Path file, String key, String... recipients) throws IOException {
    String cipher = "ENC[AES256_GCM,data:AAAA,iv:AAAA,tag:AAAA,type:str]";
    StringBuilder text = new StringBuilder(key + ": " + cipher + "\nsops:\n    age:\n");
    for (String recipient : recipients) {
      text.append("        - recipient: ").append(recipient).append("\n          enc: none\n");
    }
    text.append("    lastmodified: \"2026-01-01T00:00:00Z\"\n    mac: ").append(cipher);
    text.append("\n    unencrypted_suffix: _unencrypted\n    version: 3.13.3\n");
    Files.writeString(file, text);
  }
}
