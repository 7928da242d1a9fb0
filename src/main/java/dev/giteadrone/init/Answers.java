package dev.giteadrone.init;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The values that the configuration is written from.
 *
 * @param cli the prefix of Gitea's command line; empty for none
 * @param deploy the deploy command; empty for none
 * @param secretsFile relative to the configuration's folder, as is the other
 * @param host the host's recipient; empty while it is not known
 */
record Answers(
    String giteaUrl,
    String droneUrl,
    String username,
    String email,
    List<String> runners,
    List<String> cli,
    List<String> deploy,
    String secretsFile,
    String adminFile,
    Optional<String> host,
    Canary canary) {
  /** The key of the secrets file whose value is dotenv text; the program's own default. */
  static final String KEY = "drone";

  static final String SECRETS_FILE = ".secrets/drone.yaml";
  static final String ADMIN_FILE = ".secrets/gitea-admin.yaml";

  private static final String NOWHERE = "example.org";

  Answers {
    runners = List.copyOf(runners);
    cli = List.copyOf(cli);
    deploy = List.copyOf(deploy);
  }

  /**
   * Takes the given flags, and defaults for the rest. A default that needs a missing value gets a
   * placeholder.
   */
  static Answers of(InitRequest request) {
    String domain = request.get(InitFlag.DOMAIN).orElse(NOWHERE);
    String gitea = request.get(InitFlag.GITEA_URL).orElse("https://git." + domain);
    String username = request.get(InitFlag.USERNAME).orElse("my-admin");
    String mailHost = request.get(InitFlag.DOMAIN).orElseGet(() -> mailHost(gitea));
    Canary usual = Canary.DEFAULT;
    return new Answers(
        gitea,
        request.get(InitFlag.DRONE_URL).orElse("https://drone." + domain),
        username,
        request.get(InitFlag.EMAIL).orElse(username + "@" + mailHost),
        request.get(InitFlag.RUNNERS).map(Answers::list).orElse(List.of("docker", "exec")),
        request.get(InitFlag.CLI).map(Answers::words).orElseGet(() -> usualCli(gitea)),
        request.get(InitFlag.DEPLOY).map(Answers::words).orElse(List.of()),
        request.get(InitFlag.SECRETS_FILE).orElse(SECRETS_FILE),
        request.get(InitFlag.ADMIN_FILE).orElse(ADMIN_FILE),
        request.get(InitFlag.HOST_RECIPIENT),
        new Canary(
            request.get(InitFlag.CANARY_IMAGE).orElse(usual.image()),
            request.get(InitFlag.CANARY_PULL).orElse(usual.pull()),
            !request.has(InitFlag.NO_CANARY_CLONE)));
  }

  /** The host's wrapper of Gitea's command line, for the deploy user, without root. */
  private static List<String> usualCli(String gitea) {
    return List.of(
        "ssh", "deploy@" + host(gitea), "sudo", "-n", "-u", "gitea", "gitea-drone-admin");
  }

  /** Gitea does not accept an IP address as the host of an e-mail address. */
  private static String mailHost(String gitea) {
    String host = host(gitea);
    return host.startsWith("[") ? "localhost" : host;
  }

  /** The host of a URL, or a placeholder if it is not valid. Another check reports that. */
  static String host(String url) {
    try {
      String host = new URI(url).getHost();
      return host == null ? NOWHERE : host;
    } catch (URISyntaxException e) {
      return NOWHERE;
    }
  }

  private static List<String> list(String text) {
    return Stream.of(text.split("[\\s,\\[\\]]+")).filter(word -> !word.isEmpty()).toList();
  }

  /** A line with an open quote counts as one word; another check refuses it. */
  private static List<String> words(String line) {
    return ShellWords.split(line).orElse(List.of(line));
  }

  /** The settings of the canary build. */
  record Canary(String image, String pull, boolean withClone) {
    /** The defaults of the program. */
    static final Canary DEFAULT = new Canary("busybox", "if-not-exists", true);
  }
}
