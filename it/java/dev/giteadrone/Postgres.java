package dev.giteadrone;

import dev.giteadrone.sandbox.process.Folder;
import dev.giteadrone.sandbox.process.Launch;
import dev.giteadrone.sandbox.process.LogTail;
import dev.giteadrone.sandbox.process.Readiness;
import dev.giteadrone.sandbox.process.SaidSince;
import dev.giteadrone.sandbox.process.Spawner;
import dev.giteadrone.sandbox.process.SystemUser;
import dev.giteadrone.sandbox.process.Tools;
import dev.giteadrone.sandbox.reference.PostgresServer;
import dev.giteadrone.servers.Loopback;
import dev.giteadrone.servers.RealProcess;
import dev.giteadrone.time.Deadline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A PostgreSQL of Debian's packages on loopback, which trusts everybody and keeps nothing. The one
 * of the reference host listens on its socket alone, and lets only certain system users in.
 */
final class Postgres implements AutoCloseable {
  private final Path folder;
  private final int port;
  private final RealProcess process;

  private Postgres(Path folder, int port, RealProcess process) {
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  static Postgres start() throws IOException {
    Path folder = Files.createTempDirectory("gitea-drone-postgres-");
    try {
      Folder.owned(folder, SystemUser.choose());
      String data = folder.resolve("data").toString();
      Spawner.run(
          "making a PostgreSQL cluster",
          launch(
              folder,
              "initdb",
              "-U",
              "gitea",
              "-A",
              "trust",
              "-E",
              "UTF8",
              "--locale=C",
              "-N",
              "-D",
              data),
          new LogTail(folder.resolve("initdb.log"), List::of),
          Deadline.in(Duration.ofMinutes(1)));
      int port = Loopback.freePort();
      Launch server =
          launch(
              folder,
              "postgres",
              "-D",
              data,
              "-p",
              Integer.toString(port),
              "-c",
              "listen_addresses=127.0.0.1",
              "-c",
              "unix_socket_directories=" + folder,
              "-c",
              "fsync=off");
      SaidSince ready =
          new SaidSince(folder.resolve("postgres.log"), "ready to accept connections");
      return new Postgres(
          folder,
          port,
          RealProcess.start("postgres", server, Readiness.when(ready::isTrue, "not ready yet")));
    } catch (IOException | RuntimeException | Error e) {
      Folder.delete(folder);
      throw e;
    }
  }

  /** Gitea's settings for it; the database that every cluster has will do. */
  String settings() {
    return """
    DB_TYPE = postgres
    HOST = 127.0.0.1:%d
    NAME = postgres
    USER = gitea
    PASSWD = trusted
    SSL_MODE = disable
    """
        .formatted(port);
  }

  private static Launch launch(Path folder, String program, String... arguments) {
    List<String> argv = new ArrayList<>();
    argv.add(
        PostgresServer.find()
            .orElseThrow(
                () -> new AssertionError("PostgreSQL is missing: apt-get install postgresql"))
            .resolve(program)
            .toString());
    argv.addAll(List.of(arguments));
    return Launch.of(argv, Map.of("PATH", Tools.path(), "LC_ALL", "C"), folder)
        .as(SystemUser.choose());
  }

  @Override
  public void close() {
    process.close();
    Folder.delete(folder);
  }
}
