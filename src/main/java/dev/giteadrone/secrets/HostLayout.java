package dev.giteadrone.secrets;

import com.fasterxml.jackson.databind.JsonNode;
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

/** How the three variables are stored in a decrypted file. */
interface HostLayout {
  /** The variables' names. */
  Set<String> OURS =
      Arrays.stream(Variable.values()).map(Variable::name).collect(Collectors.toUnmodifiableSet());

  /**
   * Reads the variables.
   *
   * @throws Failure with SECRETS_FILE if something else is in their place
   */
  HostSecrets read(JsonNode tree);

  /**
   * The edits for {@code changes}; none for values that are already set.
   *
   * @throws Failure with SECRETS_FILE if something else is in their place
   */
  List<Edit> edits(JsonNode tree, Map<Variable, Secret> changes);

  /**
   * The edits that remove {@code variables}; none for missing ones.
   *
   * @throws Failure with SECRETS_FILE if something else is in their place
   */
  List<Edit> removals(JsonNode tree, Set<Variable> variables);

  /** Whether a variable's value must not be in plain text; the client id is no secret. */
  static boolean isSecret(Variable variable) {
    return variable != Variable.DRONE_GITEA_CLIENT_ID;
  }

  /** The variables of this program among these, without empty ones. */
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
}
