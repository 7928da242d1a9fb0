package dev.giteadrone.secrets;

import java.nio.file.Path;
import java.util.Locale;

/** The formats of sops, which it recognises by the suffix of the file. */
enum Format {
  YAML,
  JSON,
  DOTENV,
  INI,
  BINARY;

  /** The format of {@code file}. */
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

  /** Whether keys can be nested. */
  boolean isTree() {
    return this == YAML || this == JSON;
  }
}
