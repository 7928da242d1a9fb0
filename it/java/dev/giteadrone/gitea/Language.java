package dev.giteadrone.gitea;

import java.util.Map;

/** The only language a Gitea speaks, whatever a browser asks for. */
public enum Language {
  /** As most servers. */
  ENGLISH("en-US", "English"),
  /** With umlauts. */
  GERMAN("de-DE", "Deutsch"),
  /** Without a Latin letter. */
  CHINESE("zh-CN", "简体中文");

  private final String code;
  private final String name;

  Language(String code, String name) {
    this.code = code;
    this.name = name;
  }

  /** {@code section.KEY} to value, for its {@code app.ini}. */
  public Map<String, String> settings() {
    return Map.of("i18n.LANGS", code, "i18n.NAMES", name);
  }
}
