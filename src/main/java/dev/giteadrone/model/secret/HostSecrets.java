package dev.giteadrone.model.secret;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;

/**
 * Our variables in a secrets file, and how much else there is.
 *
 * @param values those present and not empty
 * @param others how many other variables the same text or map holds; they are kept
 */
public record HostSecrets(Map<Variable, Secret> values, int others) {
  /** Copies the map. */
  public HostSecrets {
    values = Map.copyOf(values);
  }

  /** The value, if it is there and not empty. */
  public Optional<Secret> get(Variable variable) {
    return Optional.ofNullable(values.get(variable));
  }

  /** Whether all variables are there. */
  public boolean isComplete() {
    return values.keySet().containsAll(EnumSet.allOf(Variable.class));
  }

  /** The client id, which is no secret. */
  public Optional<String> clientId() {
    return get(Variable.DRONE_GITEA_CLIENT_ID).map(Secret::reveal);
  }
}
