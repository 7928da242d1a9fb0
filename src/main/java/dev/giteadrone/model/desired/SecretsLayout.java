package dev.giteadrone.model.desired;

/** How the three variables are stored in the secrets file. */
public sealed interface SecretsLayout {

  /**
   * One key of a YAML or JSON file whose value is dotenv text, as sops-nix hands it to an {@code
   * EnvironmentFile}.
   *
   * @param key the key; dots descend into nested maps
   */
  record DotenvKey(String key) implements SecretsLayout {}

  /**
   * One key per variable, in a YAML or JSON file.
   *
   * @param prefix the map that holds them; dots descend, empty for the top level
   */
  record Keys(String prefix) implements SecretsLayout {}

  /**
   * The whole file is dotenv text: {@code .env}, or a binary sops file whose content is dotenv
   * text.
   */
  record WholeFile() implements SecretsLayout {}
}
