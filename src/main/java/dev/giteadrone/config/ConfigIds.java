package dev.giteadrone.config;

/** Ids of configuration problems that belong to no key. */
final class ConfigIds {
  static final String PREFIX = "config.";
  static final String FILE = "config.file";
  static final String SYNTAX = "config.syntax";
  static final String GITEA_TOKEN = "config.GITEA_TOKEN";
  static final String DRONE_TOKEN = "config.DRONE_TOKEN";

  private ConfigIds() {}
}
