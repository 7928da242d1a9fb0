package dev.giteadrone.config;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules of Gitea for names. Each method returns what is wrong, or empty. */
final class Names {
  private static final Pattern USER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
  private static final Pattern BAD_USER = Pattern.compile(".*[._-]{2,}.*|.*[._-]");
  private static final Pattern USER_SUFFIX = Pattern.compile("(?i).*\\.(keys|gpg|rss|atom|png)");

  /** Routes of Gitea. Further reserved names differ by version; Gitea itself refuses those. */
  private static final Set<String> RESERVED =
      Set.of(
          "api",
          "assets",
          "attachments",
          "avatars",
          "explore",
          "ghost",
          "issues",
          "org",
          "repo",
          "user",
          "v2");

  private static final Pattern EMAIL =
      Pattern.compile(
          "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
              + "(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");
  private static final Pattern REPOSITORY = Pattern.compile("[A-Za-z0-9._-]{1,100}");
  private static final Pattern REPOSITORY_SUFFIX = Pattern.compile("(?i).*\\.(git|wiki|rss|atom)");

  private Names() {}

  static Optional<String> wrongUser(String name) {
    if (name.length() > 40) {
      return Optional.of("longer than Gitea's 40 characters");
    } else if (!USER.matcher(name).matches() || BAD_USER.matcher(name).matches()) {
      return Optional.of("not a valid Gitea user name: " + name);
    } else if (RESERVED.contains(name.toLowerCase(Locale.ROOT))
        || USER_SUFFIX.matcher(name).matches()) {
      return Optional.of("a name that Gitea reserves: " + name);
    }
    return Optional.empty();
  }

  static Optional<String> wrongEmail(String email) {
    return email.length() <= 254 && EMAIL.matcher(email).matches()
        ? Optional.empty()
        : Optional.of("not an e-mail address: " + email);
  }

  static Optional<String> wrongRepository(String name) {
    return !REPOSITORY.matcher(name).matches()
            || REPOSITORY_SUFFIX.matcher(name).matches()
            || Set.of("-", ".", "..").contains(name)
        ? Optional.of("not a valid Gitea repository name: " + name)
        : Optional.empty();
  }

  /**
   * A container image as a pipeline names it; whether it exists is known only when it is pulled.
   */
  static Optional<String> wrongImage(String image) {
    return image.length() <= 255 && image.matches("[A-Za-z0-9][A-Za-z0-9._/:@-]*")
        ? Optional.empty()
        : Optional.of("not an image name: " + image);
  }
}
