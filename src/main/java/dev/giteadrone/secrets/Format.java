package dev.giteadrone.secrets;

import java.nio.file.Path;
import java.util.Locale;

/** The formats sops knows, and how it tells them apart: by the file's suffix. */
enum Format {
  YAML,
  JSON,
  DOTENV,
  INI,
  BINARY;

  /** The format sops takes {@code file} for. */
  static Format of(Path file) {
    String name = String.valueOf(file.getFileName());
    if (name.endsWith(".yaml") || name.endsWith(".yml")) {
      return YAML;
    }
    if (name.endsWith(".json")) {
      return JSON;
    }
    if (name.endsWith(".env")) {
      return DOTENV;
    }
    return name.endsWith(".ini") ? INI : BINARY;
  }

  /** The name in sops's {@code --input-type}. */
  String sopsName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it has keys that nest. */
  boolean isTree() {
    return this == YAML || this == JSON;
  }
}
