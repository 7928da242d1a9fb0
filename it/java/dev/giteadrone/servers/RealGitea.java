package dev.giteadrone.servers;

import dev.giteadrone.gitea.RestGitea;
import dev.giteadrone.http.Http;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.sandbox.loopback.Address;
import dev.giteadrone.sandbox.process.Folder;
import dev.giteadrone.sandbox.process.Programs;
import dev.giteadrone.sandbox.process.Readiness;
import dev.giteadrone.sandbox.process.SystemUser;
import dev.giteadrone.sandbox.server.Database;
import dev.giteadrone.sandbox.server.GiteaServer;
import dev.giteadrone.sandbox.server.Placement;
import dev.giteadrone.time.Poller;
import dev.giteadrone.time.Timeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A real, blank Gitea alone: the sandbox's own on SQLite, with settings that a test chooses. Its
 * folder goes with it.
 */
public final class RealGitea implements AutoCloseable {
  /** The administrator of {@link #withAdmin}. */
  public static final String ADMIN = "my-admin";

  public static final Secret PASSWORD = Secret.of("correct-horse-battery-1");

  private final Folder folder;
  private final SystemUser account;
  private final GiteaServer server;
  private final Path program;
  private final Path database;
  private final Timeline timeline = new Timeline();
  private Optional<RealProcess> process = Optional.empty();

  private RealGitea(Folder folder, SystemUser account, Programs programs, Address address) {
    this.folder = folder;
    this.account = account;
    this.database = folder.data("gitea").resolve("gitea.db");
    this.program = programs.reachable(programs.program(programs.gitea()), folder.bin(), account);
    this.server =
        new GiteaServer(
            folder,
            programs,
            new Placement(account, address, new Database.Sqlite(database), Map.of(), List.of()));
  }

  /**
   * Starts one at the root of its address.
   *
   * @param settings {@code section.KEY} to value, beside those of the sandbox or instead of them
   */
  public static RealGitea start(Map<String, String> settings) {
    return start("", settings);
  }

  /**
   * Starts one and waits until it answers.
   *
   * @param path of its URL, such as {@code /git}
   * @param settings as for {@link #start(Map)}
   */
  public static RealGitea start(String path, Map<String, String> settings) {
    RealGitea gitea = prepare(path, settings);
    try {
      // The install page and a server below a path do not answer where the sandbox looks.
      Readiness answers =
          Readiness.http(URI.create(gitea.url() + "/api/healthz"), body -> Poller.Poll.done(""));
      gitea.process = Optional.of(RealProcess.start(gitea.server.process(), answers));
      return gitea;
    } catch (RuntimeException | Error e) {
      gitea.close();
      throw e;
    }
  }

  /** Starts one with one administrator. */
  public static RealGitea withAdmin(Map<String, String> settings) {
    RealGitea gitea = start(settings);
    try {
      gitea.run(
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
      return gitea;
    } catch (RuntimeException | Error e) {
      gitea.close();
      throw e;
    }
  }

  /** One with its folder and its configuration, but without a database or a process. */
  public static RealGitea prepare(String path, Map<String, String> settings) {
    SystemUser account = SystemUser.choose();
    Programs programs = Programs.ofEnvironment();
    programs.ensure(List.of(programs.gitea()), Progress.SILENT);
    int port = Loopback.freePort();
    URI url = URI.create("http://" + Address.IPV4 + ":" + port + path);
    try {
      Folder folder = Folder.create(Optional.empty(), account);
      RealGitea gitea =
          new RealGitea(folder, account, programs, new Address(Address.IPV4, port, url));
      gitea.server.configure(true, "loopback");
      Files.writeString(gitea.ini(), lines(settings), StandardOpenOption.APPEND);
      return gitea;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI url() {
    return server.url();
  }

  /** Counts the requests of {@link #http}. */
  public Timeline timeline() {
    return timeline;
  }

  /** The folder with its data. */
  public Path data() {
    return server.data();
  }

  /** The program's connection to it. */
  public Http http() {
    return TestHttp.to("Gitea", url(), Optional.empty(), timeline);
  }

  /** The program's client of it. */
  public RestGitea client() {
    return new RestGitea(http());
  }

  /** Requests that the client never sends; {@link #timeline} does not count them. */
  public RawApi api(Credential who) {
    return new RawApi(TestHttp.to("Gitea", url(), Optional.empty()), who);
  }

  /** How the administrator of {@link #withAdmin} signs in. */
  public Credential.Basic admin() {
    return new Credential.Basic(ADMIN, PASSWORD);
  }

  /** The command line as whoever runs it has it, up to the first argument. */
  public List<String> command() {
    return List.of(program.toString(), "--config", ini().toString());
  }

  /** The same as the right system user. */
  public List<String> cli() {
    List<String> argv = new ArrayList<>(account.prefix());
    argv.addAll(List.of("env", "HOME=" + data()));
    argv.addAll(command());
    return argv;
  }

  /** Runs its command line to a good end. */
  public void run(String... arguments) {
    List<String> argv = cli();
    argv.addAll(List.of(arguments));
    RealProcess.run(folder.root(), argv.toArray(String[]::new));
  }

  /** Changes its database behind its back. */
  public void sql(String statement) {
    RealProcess.run(
        folder.root(), "sqlite3", "-cmd", ".timeout 5000", database.toString(), statement);
  }

  @Override
  public void close() {
    process.ifPresent(RealProcess::close);
    folder.remove(false);
  }

  private Path ini() {
    return data().resolve("app.ini");
  }

  /** Lines for the end of an {@code app.ini}: the last value of a key counts. */
  private static String lines(Map<String, String> settings) {
    StringBuilder lines = new StringBuilder();
    new TreeMap<>(settings)
        .forEach((key, value) -> {
          int dot = key.indexOf('.');
          lines.append(
              "[%s]\n%s = %s\n".formatted(key.substring(0, dot), key.substring(dot + 1), value));
        });
    return lines.toString();
  }
}
