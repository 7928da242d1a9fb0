package dev.giteadrone.drone;

import dev.giteadrone.gitea.Language;
import dev.giteadrone.gitea.RestGitea;
import dev.giteadrone.http.Http;
import dev.giteadrone.http.HttpSettings;
import dev.giteadrone.http.Server;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.GiteaState;
import dev.giteadrone.servers.Loopback;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A blank, real Gitea on loopback with one administrator; runs as nobody where we are root. */
final class RealGitea implements AutoCloseable {
  static final String ADMIN = "my-admin";
  static final Secret PASSWORD = Secret.of("correct-horse-battery-1");

  private final Path folder;
  private final RealProcess process;
  private final URI url;
  private final RestGitea client;

  private RealGitea(Path folder, RealProcess process, URI url) {
    this.folder = folder;
    this.process = process;
    this.url = url;
    this.client = new RestGitea(http("Gitea", url, new Timeline()));
  }

  static RealGitea start(Path folder) {
    return start(folder, Language.ENGLISH);
  }

  /** One that speaks nothing else. */
  static RealGitea start(Path folder, Language language) {
    int port = Loopback.freePort();
    URI url = URI.create("http://127.0.0.1:" + port);
    try {
      write(folder, port, url, language);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    run(folder, "migrate");
    run(
        folder,
        "admin",
        "user",
        "create",
        "--admin",
        "--username",
        ADMIN,
        "--email",
        "me@my-domain.tld",
        "--password",
        PASSWORD.reveal(),
        "--must-change-password=false");
    RealProcess process = RealProcess.start("Gitea", folder, command(folder, "web"));
    RealGitea gitea = new RealGitea(folder, process, url);
    process.await(() -> gitea.client.state() instanceof GiteaState.Ready);
    return gitea;
  }

  URI url() {
    return url;
  }

  RestGitea client() {
    return client;
  }

  Credential.Basic admin() {
    return new Credential.Basic(ADMIN, PASSWORD);
  }

  /** Runs Gitea's own command line. */
  void cli(String... arguments) {
    run(folder, arguments);
  }

  @Override
  public void close() {
    process.close();
  }

  static Http http(String name, URI url, Timeline timeline) {
    return new Http(
        new Server(name, url, name.toLowerCase(java.util.Locale.ROOT) + ".ready"),
        new HttpSettings(false, Optional.empty()),
        timeline,
        () -> Deadline.in(Duration.ofSeconds(60)));
  }

  private static void run(Path folder, String... arguments) {
    RealProcess.start("gitea " + arguments[0], folder, command(folder, arguments)).finish();
  }

  private static List<String> command(Path folder, String... arguments) {
    List<String> command = new ArrayList<>();
    if (root()) {
      command.addAll(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
    }
    command.addAll(List.of(folder.resolve("gitea").toString(), "-c", folder + "/app.ini"));
    command.addAll(List.of(arguments));
    return command;
  }

  private static boolean root() {
    return System.getProperty("user.name").equals("root");
  }

  private static void write(Path folder, int port, URI url, Language language) throws IOException {
    Files.writeString(
        folder.resolve("app.ini"),
        """
        RUN_USER = %s
        WORK_PATH = %2$s
        [server]
        HTTP_ADDR = 127.0.0.1
        HTTP_PORT = %3$d
        ROOT_URL = %4$s/
        STATIC_ROOT_PATH = %2$s/static
        DISABLE_SSH = true
        OFFLINE_MODE = true
        [database]
        DB_TYPE = sqlite3
        PATH = %2$s/gitea.sqlite
        [security]
        INSTALL_LOCK = true
        [webhook]
        ALLOWED_HOST_LIST = loopback
        [cron]
        ENABLED = false
        [log]
        LEVEL = Warn
        %5$s
        """
            .formatted(
                root() ? "nobody" : System.getProperty("user.name"),
                folder,
                port,
                url,
                language.lines()));
    // Copies, because a cache below /root is out of nobody's reach.
    Files.copy(RealProcess.binary("gitea"), folder.resolve("gitea"));
    RealProcess.start(
            "cp",
            folder,
            List.of("cp", "-r", RealProcess.cache().resolve("gitea-static").toString(), "static"))
        .finish();
    if (root()) {
      RealProcess.start("chown", folder, List.of("chown", "-R", "nobody:nogroup", ".")).finish();
    }
  }
}
