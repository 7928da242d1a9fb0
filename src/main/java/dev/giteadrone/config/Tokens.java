package dev.giteadrone.config;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.Secret;
import java.util.Map;
import java.util.Optional;

/** The tokens in the environment; a blank one counts as absent. */
record Tokens(Optional<Secret> gitea, Optional<Secret> drone) {
  private static final Case CHARACTERS =
      Problems.message(ProblemId.CONFIG_GITEA_TOKEN, "characters");

  static Tokens read(Map<String, String> environment, Problems problems) {
    return new Tokens(
        read(environment, "GITEA_TOKEN", ConfigIds.GITEA_TOKEN, problems),
        read(environment, "DRONE_TOKEN", ConfigIds.DRONE_TOKEN, problems));
  }

  private static Optional<Secret> read(
      Map<String, String> environment, String name, String id, Problems problems) {
    String value = environment.getOrDefault(name, "").strip();
    // Other characters cannot be sent in a header, and the error of the HTTP client would quote the
    // token.
    if (!value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      problems.addOutside(id, name, CHARACTERS);
      return Optional.empty();
    }
    return value.isEmpty() ? Optional.empty() : Optional.of(Secret.of(value));
  }
}
