package dev.giteadrone.sandbox.server;

import dev.giteadrone.sandbox.loopback.Address;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The content of Gitea's {@code app.ini}.
 *
 * @param user the system user it runs as
 * @param data its folder
 * @param database its own
 * @param staticFiles its own data folders, if they are not built in
 * @param registrationOpen whether people may sign up
 * @param webhookHosts the hosts that its webhooks may call
 */
record GiteaSettings(
    String user,
    Path data,
    Database database,
    Address address,
    Optional<Path> staticFiles,
    boolean registrationOpen,
    String webhookHosts) {
  private static final List<String> SECRETS =
      List.of("SECRET_KEY = ", "INTERNAL_TOKEN = ", "JWT_SECRET = ");

  /** The text of the file, with new secrets. */
  String text() {
    return """
    APP_NAME = Gitea
    RUN_USER = %s
    RUN_MODE = prod
    WORK_PATH = %s
    [server]
    PROTOCOL = http
    HTTP_ADDR = %s
    HTTP_PORT = %d
    ROOT_URL = %s/
    APP_DATA_PATH = %2$s
    %s
    DISABLE_SSH = true
    OFFLINE_MODE = true
    LFS_START_SERVER = false
    [database]
    %s
    [repository]
    ROOT = %2$s/repositories
    [security]
    INSTALL_LOCK = true
    SECRET_KEY = %s
    INTERNAL_TOKEN = %s
    [oauth2]
    ; a key that is created quickly
    JWT_SIGNING_ALGORITHM = ES256
    JWT_SECRET = %s
    [service]
    DISABLE_REGISTRATION = %b
    [webhook]
    ; the default allows external hosts only
    ALLOWED_HOST_LIST = %s
    [session]
    COOKIE_SECURE = %b
    [mailer]
    ENABLED = false
    [log]
    MODE = console
    LEVEL = info
    [queue]
    ; the default looks every two seconds, so that a push takes up to four to reach Drone
    TYPE = channel
    [cron]
    ENABLED = false
    [cron.update_checker]
    ENABLED = false
    [actions]
    ENABLED = false
    [indexer]
    ISSUE_INDEXER_TYPE = db
    """
        .formatted(
            user,
            data,
            address.bareHost(),
            address.port(),
            address.url(),
            staticFiles.map(path -> "STATIC_ROOT_PATH = " + path).orElse(""),
            database.giteaLines(),
            GiteaServer.random(),
            GiteaServer.random(),
            jwtSecret(),
            !registrationOpen,
            webhookHosts,
            "https".equals(address.url().getScheme()));
  }

  /**
   * The text of the file, with the secrets of an earlier start.
   *
   * @param kept the text of that start
   */
  String textWithSecretsOf(String kept) {
    return text()
        .lines()
        .map(line ->
            SECRETS.stream()
                .filter(line::startsWith)
                .flatMap(name -> kept.lines().filter(old -> old.startsWith(name)))
                .findFirst()
                .orElse(line))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String jwtSecret() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
