package dev.giteadrone.gitea;

import dev.giteadrone.http.Http;
import dev.giteadrone.http.HttpSettings;
import dev.giteadrone.http.Server;
import dev.giteadrone.servers.Loopback;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** A real Gitea on loopback with SQLite, of one test class, started blank and thrown away. */
final class OneGitea implements AutoCloseable {
  private final Path folder;
  private final int port;
  private final String path;
  private final Timeline timeline = new Timeline();
  private Optional<Process> server = Optional.empty();

  private OneGitea(Path folder, int port, String path) {
    this.folder = folder;
    this.port = port;
    this.path = path;
  }

  /** Started and ready. */
  static OneGitea start(Map<String, String> settings) throws Exception {
    return start("", settings);
  }

  /**
   * Started and answering.
   *
   * @param path of its URL, such as {@code /git}
   * @param settings {@code section.KEY} to value, beyond the usual ones
   */
  static OneGitea start(String path, Map<String, String> settings) throws Exception {
    OneGitea gitea = prepare(path, settings);
    try {
      boolean installed = !"false".equals(settings.get("security.INSTALL_LOCK"));
      if (installed) {
        gitea.run("migrate");
      }
      gitea.web();
      return gitea;
    } catch (Exception | Error e) {
      gitea.close();
      throw e;
    }
  }

  /** With its folder and its configuration, but without a database or a process. */
  static OneGitea prepare(String path, Map<String, String> settings) throws Exception {
    Path bin = cache().resolve("bin/gitea");
    if (!Files.isExecutable(bin)) {
      throw new IllegalStateException(bin + " is missing: run scripts/build-servers");
    }
    // Reachable for another user, who also gets links to what lies in our home.
    Path folder = Files.createTempDirectory(Path.of("/tmp"), "one-gitea-");
    OneGitea gitea = new OneGitea(folder, Loopback.freePort(), path);
    gitea.shell(
        "cp -rl %s . || cp -r %s ."
            .formatted(cache().resolve("gitea-static"), cache().resolve("gitea-static")));
    gitea.shell("ln %s gitea || cp %s gitea".formatted(bin, bin));
    Files.createDirectories(folder.resolve("work"));
    Files.writeString(folder.resolve("app.ini"), gitea.ini(settings));
    if (root()) {
      gitea.shell("chmod 755 . && chown -R nobody work app.ini");
    }
    return gitea;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  Timeline timeline() {
    return timeline;
  }

  Path folder() {
    return folder;
  }

  /** The port's connection to it. */
  Http http() {
    return new Http(
        new Server("Gitea", url(), "gitea.ready"),
        new HttpSettings(false, Optional.empty()),
        timeline,
        () -> Deadline.in(Duration.ofMinutes(1)));
  }

  /** The command line, as a prefix. */
  List<String> cli() {
    List<String> argv = new ArrayList<>();
    if (root()) {
      argv.addAll(List.of("setpriv", "--reuid", "nobody", "--clear-groups"));
    }
    argv.addAll(
        List.of(
            "env",
            "HOME=" + folder.resolve("work"),
            folder.resolve("gitea").toString(),
            "--config",
            folder.resolve("app.ini").toString()));
    return argv;
  }

  /** Runs its command line to a good end. */
  void run(String... arguments) throws Exception {
    List<String> argv = cli();
    argv.addAll(List.of(arguments));
    Path log = folder.resolve("cli.log");
    Process process =
        new ProcessBuilder(argv)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IllegalStateException("gitea " + arguments[0] + ": " + Files.readString(log));
    }
  }

  /** Sends what the port does not offer; the answer's body. */
  String raw(String method, String at, String user, String password, String json)
      throws IOException {
    Request request =
        new Request.Builder()
            .url(url() + at)
            .header("Authorization", okhttp3.Credentials.basic(user, password))
            .method(
                method, okhttp3.RequestBody.create(json, okhttp3.MediaType.get("application/json")))
            .build();
    try (Response response = new OkHttpClient().newCall(request).execute()) {
      if (!response.isSuccessful()) {
        throw new IllegalStateException(method + " " + at + ": " + response.code());
      }
      return response.body().string();
    }
  }

  /** Changes its database behind its back. */
  void sql(String statement) throws Exception {
    Process process =
        new ProcessBuilder(
                "sqlite3",
                "-cmd",
                ".timeout 5000",
                folder.resolve("work/data/gitea.db").toString(),
                statement)
            .redirectErrorStream(true)
            .start();
    String said =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(statement + ": " + said);
    }
  }

  @Override
  public void close() throws IOException {
    server.ifPresent(process -> {
      process.destroy();
      process
          .onExit()
          .orTimeout(10, TimeUnit.SECONDS)
          .exceptionally(e -> process.destroyForcibly())
          .join();
    });
    try {
      shell("cd / && rm -rf " + folder);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void web() throws Exception {
    List<String> argv = cli();
    argv.add("web");
    Path log = folder.resolve("web.log");
    Process process =
        new ProcessBuilder(argv)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    server = Optional.of(process);
    OkHttpClient client = new OkHttpClient();
    Request health = new Request.Builder().url(url() + "/api/healthz").build();
    Deadline deadline = Deadline.in(Duration.ofSeconds(60));
    while (true) {
      try (Response response = client.newCall(health).execute()) {
        if (response.isSuccessful()) {
          return;
        }
      } catch (IOException e) {
        // Not listening yet.
      }
      if (deadline.passed() || !process.isAlive()) {
        throw new IllegalStateException("Gitea did not start: " + Files.readString(log));
      }
      Thread.sleep(100);
    }
  }

  private String ini(Map<String, String> settings) {
    StringBuilder ini =
        new StringBuilder(
            """
            RUN_MODE = prod
            RUN_USER = %s
            WORK_PATH = %2$s/work
            [server]
            HTTP_ADDR = 127.0.0.1
            HTTP_PORT = %3$d
            ROOT_URL = %4$s/
            STATIC_ROOT_PATH = %2$s/gitea-static
            DISABLE_SSH = true
            OFFLINE_MODE = true
            [database]
            DB_TYPE = sqlite3
            [log]
            LEVEL = Warn
            """
                .formatted(
                    root() ? "nobody" : System.getProperty("user.name"), folder, port, url()));
    Map<String, String> all = new java.util.TreeMap<>(settings);
    all.putIfAbsent("security.INSTALL_LOCK", "true");
    all.forEach((key, value) -> {
      int dot = key.indexOf('.');
      ini.append("[%s]\n%s = %s\n".formatted(key.substring(0, dot), key.substring(dot + 1), value));
    });
    return ini.toString();
  }

  private void shell(String script) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("sh", "-c", script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String said =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(script + ": " + said);
    }
  }

  private static boolean root() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static Path cache() {
    String root = System.getenv("GITEA_DRONE_CACHE");
    return root == null
        ? Path.of(System.getProperty("user.home"), ".cache/gitea-drone")
        : Path.of(root);
  }
}
