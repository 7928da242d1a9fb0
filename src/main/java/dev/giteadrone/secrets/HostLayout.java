package dev.giteadrone.secrets;

import com.fasterxml.jackson.databind.JsonNode;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.secret.HostSecrets;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Variable;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** How the three variables lie in a decrypted file. */
interface HostLayout {
  /** The variables' names. */
  Set<String> OURS =
      Arrays.stream(Variable.values()).map(Variable::name).collect(Collectors.toUnmodifiableSet());

  /**
   * Finds them.
   *
   * @throws Failure with SECRETS_FILE if something else lies where they should
   */
  HostSecrets read(JsonNode tree);

  /**
   * What to set so that {@code changes} hold; nothing for what holds already.
   *
   * @throws Failure with SECRETS_FILE if something else lies there
   */
  List<Edit> edits(JsonNode tree, Map<Variable, Secret> changes);

  /**
   * What to set or to remove so that {@code variables} are not there; nothing for what is not there
   * already.
   *
   * @throws Failure with SECRETS_FILE if something else lies there
   */
  List<Edit> removals(JsonNode tree, Set<Variable> variables);

  /** Whether a variable's value may not lie in plain text; the client id is no secret. */
  static boolean isSecret(Variable variable) {
    return variable != Variable.DRONE_GITEA_CLIENT_ID;
  }

  /** Ours among these variables, those that are empty apart. */
  static HostSecrets of(Map<String, String> values) {
    Map<Variable, Secret> ours = new EnumMap<>(Variable.class);
    for (Variable variable : Variable.values()) {
      String value = values.getOrDefault(variable.name(), "");
      if (!value.isBlank()) {
        ours.put(variable, Secret.of(value));
      }
    }
    return new HostSecrets(
        ours, (int) values.keySet().stream().filter(name -> !OURS.contains(name)).count());
  }

  /** That something else lies where our variables should. */
  static Failure mismatch(String what, String seen, String next) {
    return SopsFailures.of(
        CheckId.SECRETS_COMPLETE, "looking for Drone's variables in " + what, seen, next);
  }
}
