package dev.giteadrone.sandbox.reference;

import dev.giteadrone.sandbox.process.Folder;
import dev.giteadrone.sandbox.process.Launch;
import dev.giteadrone.sandbox.process.LogTail;
import dev.giteadrone.sandbox.process.Programs;
import dev.giteadrone.sandbox.process.Readiness;
import dev.giteadrone.sandbox.process.SaidSince;
import dev.giteadrone.sandbox.process.ServerProcess;
import dev.giteadrone.sandbox.process.Spawner;
import dev.giteadrone.sandbox.process.SystemUser;
import dev.giteadrone.sandbox.process.Tools;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Poller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A PostgreSQL that is reached over its socket only. A role may connect if the process runs as the
 * system user of the same name. Each role has a database of its name.
 */
public final class PostgresServer {
  /** The longest path that fits into a socket's address, without the file's name. */
  static final int LONGEST_FOLDER = 107 - "/.s.PGSQL.5432".length();

  /** These databases are not needed, and every snapshot of a sandbox would copy them. */
  private static final String LESS_TO_COPY =
      """
      ALTER DATABASE template0 IS_TEMPLATE false
      DROP DATABASE template0
      DROP DATABASE postgres
      """;

  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

  private final Folder folder;
  private final Programs programs;
  private final SystemUser account;
  private final Path bin;
  private final List<String> roles;
  private final LogTail log;

  /**
   * Creates a server.
   *
   * @param account the user it runs as, which is also its superuser
   * @param bin the folder with its programs
   */
  PostgresServer(
      Folder folder, Programs programs, SystemUser account, Path bin, List<String> roles) {
    this.folder = folder;
    this.programs = programs;
    this.account = account;
    this.bin = bin;
    this.roles = roles;
    this.log = new LogTail(folder.log("postgresql"), List::of);
  }

  /** The folder with the programs of the newest PostgreSQL; Debian has it outside of PATH. */
  public static Optional<Path> find() {
    if (Files.isDirectory(DEBIAN)) {
      try (Stream<Path> versions = Files.list(DEBIAN)) {
        Optional<Path> newest =
            versions
                .filter(version -> String.valueOf(version.getFileName()).matches("\\d{1,4}"))
                .filter(version -> isWhole(version.resolve("bin")))
                .max(Comparator.comparing(v -> Integer.valueOf(v.getFileName().toString())))
                .map(version -> version.resolve("bin"));
        if (newest.isPresent()) {
          return newest;
        }
      } catch (IOException e) {
        // Then only PATH is searched.
      }
    }
    return Tools.find("postgres").map(Path::getParent).filter(PostgresServer::isWhole);
  }

  private static boolean isWhole(Path bin) {
    return Stream.of("initdb", "postgres", "psql")
        .allMatch(program -> Files.isExecutable(bin.resolve(program)));
  }

  /** The folder with all data. */
  Path data() {
    return folder.data("postgresql");
  }

  /** The folder with the socket. */
  Path socket() {
    return folder.data("socket");
  }

  /**
   * Creates the folder for the socket, which every role can access. Deletes files that a killed
   * server has left: another process may have its number by now.
   */
  void configure() throws IOException {
    Folder.delete(socket());
    Files.deleteIfExists(data().resolve("postmaster.pid"));
    Folder.mode(Folder.owned(socket(), account), "rwxr-xr-x");
  }

  /** Its process. */
  ServerProcess process() {
    SaidSince ready = new SaidSince(log.file(), "ready to accept connections");
    return new ServerProcess(
        new ServerProcess.Blueprint(
            "postgresql",
            List.of(),
            List.of(),
            () -> {
              install(Deadline.in(Duration.ofSeconds(60)));
              ready.mark();
              return launch();
            },
            Readiness.when(ready::isTrue, "not ready yet").and(() -> Poller.Poll.done(version())),
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            log));
  }

  /** The major version, from the name of Debian's folder; otherwise empty. */
  private String version() {
    String version = String.valueOf(Optional.ofNullable(bin.getParent()).map(Path::getFileName));
    return version.replaceAll("\\D", "");
  }

  private Launch launch() {
    List<String> argv =
        List.of(
            bin.resolve("postgres").toString(),
            "-D",
            data().toString(),
            "-c",
            "listen_addresses=",
            "-c",
            "unix_socket_directories=" + socket(),
            // The memory ends with the process, so nothing is left in /dev/shm.
            "-c",
            "dynamic_shared_memory_type=mmap",
            // After a crash of the machine, the data are not needed.
            "-c",
            "fsync=off",
            "-c",
            "synchronous_commit=off",
            "-c",
            "full_page_writes=off",
            // Gitea's queries about its tables take longer to compile than to run.
            "-c",
            "jit=off");
    return Launch.of(argv, environment(), socket()).as(account);
  }

  /** Creates a cluster with all roles, or copies one from the cache. */
  private void install(Deadline deadline) {
    if (Files.exists(data())) {
      return;
    }
    try {
      Path template =
          programs.template("postgresql-" + version(), bin.resolve("postgres"), "-cluster");
      if (Files.exists(template)) {
        run(deadline, "cp", "-r", "--preserve=mode", template.toString(), data().toString());
        run(deadline, "chown", "-R", owner(), data().toString());
        return;
      }
      make(deadline);
      Files.createDirectories(template.getParent());
      Path fresh = Files.createTempDirectory(template.getParent(), "postgresql");
      run(deadline, "cp", "-r", "--preserve=mode", data() + "/.", fresh.toString());
      Folder.mode(fresh, "rwx------");
      move(fresh, template);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void move(Path fresh, Path template) throws IOException {
    try {
      Files.move(fresh, template, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      // Another sandbox has stored an equal one at the same time.
      Folder.delete(fresh);
    }
  }

  private void make(Deadline deadline) throws IOException {
    Folder.owned(data(), account);
    List<String> argv =
        List.of(
            bin.resolve("initdb").toString(),
            "--username=" + account.name(),
            "--auth=peer",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
            "--wal-segsize=1",
            "--pgdata=" + data());
    Spawner.run(
        "creating a PostgreSQL cluster",
        Launch.of(argv, environment(), socket()).as(account),
        log,
        deadline);
    String sql =
        roles.stream()
                .map(role ->
                    "CREATE ROLE %s LOGIN\nCREATE DATABASE %1$s OWNER %1$s\n".formatted(role))
                .collect(Collectors.joining())
            + LESS_TO_COPY;
    Path file = Files.writeString(socket().resolve("roles.sql"), sql);
    // Runs without a server, because no process connects yet.
    List<String> single =
        List.of(
            "/bin/sh",
            "-c",
            "exec \"$0\" --single -c exit_on_error=on -D \"$1\" template1 <\"$2\"",
            bin.resolve("postgres").toString(),
            data().toString(),
            file.toString());
    Spawner.run(
        "creating PostgreSQL's roles",
        Launch.of(single, environment(), socket()).as(account),
        log,
        deadline);
    Files.delete(file);
  }

  private void run(Deadline deadline, String... argv) {
    Spawner.run(
        "copying a PostgreSQL cluster",
        Launch.of(new ArrayList<>(List.of(argv)), environment(), folder.root()),
        log,
        deadline);
  }

  private String owner() {
    return account.ids().map(ids -> ids.uid() + ":" + ids.gid()).orElseThrow();
  }

  private static Map<String, String> environment() {
    return Map.of("PATH", Tools.path(), "LC_ALL", "C");
  }
}
