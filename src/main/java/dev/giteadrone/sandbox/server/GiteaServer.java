package dev.giteadrone.sandbox.server;

import dev.giteadrone.io.ShellQuoting;
import dev.giteadrone.sandbox.process.Folder;
import dev.giteadrone.sandbox.process.Launch;
import dev.giteadrone.sandbox.process.LogTail;
import dev.giteadrone.sandbox.process.Programs;
import dev.giteadrone.sandbox.process.Readiness;
import dev.giteadrone.sandbox.process.ServerProcess;
import dev.giteadrone.sandbox.process.Spawner;
import dev.giteadrone.sandbox.process.SystemUser;
import dev.giteadrone.sandbox.process.Tools;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Poller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Gitea: its folder, its configuration and its process. */
public final class GiteaServer {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Pattern VERSION = Pattern.compile("\"version\":\\s*\"([^\"]*)\"");

  private final Folder folder;
  private final Programs programs;
  private final SystemUser account;
  private final Placement placement;
  private final Path program;
  private final LogTail log;

  public GiteaServer(Folder folder, Programs programs, Placement placement) {
    this.folder = folder;
    this.programs = programs;
    this.placement = placement;
    this.account = placement.account();
    this.program = programs.reachable(programs.program(programs.gitea()), folder.bin(), account);
    this.log = new LogTail(folder.log("gitea"), List::of);
  }

  /** Its root URL. */
  public URI url() {
    return placement.address().url();
  }

  /** The folder with all its data. */
  public Path data() {
    return folder.data("gitea");
  }

  /** The wrapper that runs Gitea's command line as the right user. */
  public Path cli() {
    return folder.bin().resolve("gitea-admin");
  }

  /**
   * Writes its configuration and its command-line wrapper.
   *
   * @param webhookHosts the hosts that its webhooks may call
   */
  public void configure(boolean registrationOpen, String webhookHosts) throws IOException {
    Folder.owned(data(), account);
    Folder.owned(data().resolve("tmp"), account);
    GiteaSettings settings = settings(registrationOpen, webhookHosts);
    // Keeps the secrets of an earlier start: they have signed sessions and tokens that must stay
    // valid.
    String text =
        Files.exists(ini()) ? settings.textWithSecretsOf(Files.readString(ini())) : settings.text();
    account.own(Folder.write(ini(), text, "rw-------"));
    List<String> command = new ArrayList<>(account.prefix());
    command.addAll(List.of("env", "-i"));
    environment().forEach((name, value) -> command.add(name + "=" + value));
    command.addAll(List.of(program.toString(), "--config", ini().toString()));
    Folder.write(
        cli(),
        "#!/bin/sh\ncd %s || exit 1\nexec %s \"$@\"\n"
            .formatted(ShellQuoting.word(data().toString()), ShellQuoting.line(command)),
        "rwxr-xr-x");
  }

  /** Its process. */
  public ServerProcess process() {
    return new ServerProcess(
        new ServerProcess.Blueprint(
            "gitea",
            placement.needed(),
            List.of(placement.address().socket()),
            this::launch,
            readiness(),
            Duration.ofSeconds(60),
            Duration.ofSeconds(3),
            log));
  }

  /** Creates a database with all tables, or copies one from the cache. */
  private void migrate(Path database, Deadline deadline) throws IOException {
    Path template = template();
    if (!Files.exists(template)) {
      Spawner.run("creating Gitea's tables", launch("migrate"), log, deadline);
      Files.createDirectories(template.getParent());
      Path fresh = Files.createTempFile(template.getParent(), "gitea", ".tmp");
      Files.copy(database, fresh, StandardCopyOption.REPLACE_EXISTING);
      Files.move(fresh, template, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    account.own(Files.copy(template, database));
    Folder.mode(database, "rw-r--r--");
  }

  private Path template() throws IOException {
    return programs.template("gitea", programs.program(programs.gitea()), ".db");
  }

  private Path ini() {
    return data().resolve("app.ini");
  }

  private Launch launch() {
    try {
      // On PostgreSQL Gitea creates its tables itself, which takes no longer than a copy.
      if (placement.database() instanceof Database.Sqlite sqlite && !Files.exists(sqlite.file())) {
        migrate(sqlite.file(), Deadline.in(Duration.ofSeconds(60)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return launch("web");
  }

  private Launch launch(String command) {
    return Launch.of(
            List.of(program.toString(), "--config", ini().toString(), command),
            environment(),
            data())
        .as(account);
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>(placement.variables());
    environment.put("PATH", Tools.path());
    environment.put("HOME", data().toString());
    environment.put("USER", account.name());
    environment.put("TMPDIR", data().resolve("tmp").toString());
    environment.put("GITEA_WORK_DIR", data().toString());
    return environment;
  }

  private Readiness readiness() {
    return Readiness.http(
            placement.address().local().resolve("/api/healthz"),
            body ->
                body.contains("\"checks\"")
                    ? Poller.Poll.done("")
                    : Poller.Poll.notYet("not installed"))
        .and(
            Readiness.http(
                placement.address().local().resolve("/api/v1/version"),
                body -> Poller.Poll.done(version(body))));
  }

  /** The version in an answer such as {@code {"version":"1.26.0"}}; empty if there is none. */
  static String version(String body) {
    Matcher version = VERSION.matcher(body);
    return version.find() ? version.group(1) : "";
  }

  private GiteaSettings settings(boolean registrationOpen, String webhookHosts) {
    return new GiteaSettings(
        account.name(),
        data(),
        placement.database(),
        placement.address(),
        programs.giteaStatic().map(path -> programs.reachable(path, folder.bin(), account)),
        registrationOpen,
        webhookHosts);
  }

  /** 32 random bytes in hexadecimal. */
  public static String random() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
