package dev.giteadrone.testing;

/** Pipelines of the tests, for the exec runner. */
final class Pipelines {
  private Pipelines() {}

  /** One step that runs these commands. */
  static String exec(String... commands) {
    StringBuilder text =
        new StringBuilder(
            """
            kind: pipeline
            type: exec
            name: default
            platform: { os: linux, arch: amd64 }
            clone: { disable: true }
            steps:
              - name: run
                commands:
            """);
    for (String command : commands) {
      text.append("      - ").append(command).append('\n');
    }
    return text.toString();
  }

  /** The same with a secret as a variable. */
  static String withSecret(String variable, String secret, String command) {
    return exec(command)
        + "    environment: { %s: { from_secret: %s } }\n".formatted(variable, secret);
  }
}
