package dev.giteadrone;

import dev.giteadrone.servers.Loopback;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL of Debian's packages on loopback, which trusts everybody and keeps nothing. */
final class Postgres implements AutoCloseable {
  private static final Path PROGRAMS = Path.of("/usr/lib/postgresql");

  private final Path folder;
  private final int port;
  private final Process process;

  private Postgres(Path folder, int port, Process process) {
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  static Postgres start() throws IOException, InterruptedException {
    Path folder =
        Files.createTempDirectory(
            "gitea-drone-postgres-",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    if (isRoot()) {
      Files.setOwner(
          folder,
          folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postgres"));
    }
    Path data = folder.resolve("data");
    Process made =
        command(
                folder,
                program("initdb"),
                "-U",
                "gitea",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C",
                "-N",
                "-D",
                data.toString())
            .start();
    if (made.waitFor() != 0) {
      throw new AssertionError("initdb: " + Files.readString(log(folder)));
    }
    int port = Loopback.freePort();
    Process process =
        command(
                folder,
                program("postgres"),
                "-D",
                data.toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=" + folder,
                "-c",
                "fsync=off")
            .start();
    Postgres postgres = new Postgres(folder, port, process);
    postgres.await();
    return postgres;
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

  private void await() throws IOException, InterruptedException {
    for (int i = 0; i < 300; i++) {
      if (Files.exists(log(folder))
          && Files.readString(log(folder)).contains("ready to accept connections")) {
        return;
      }
      if (!process.isAlive()) {
        break;
      }
      Thread.sleep(100);
    }
    String said = Files.readString(log(folder));
    close();
    throw new AssertionError("PostgreSQL did not start: " + said);
  }

  private static ProcessBuilder command(Path folder, String... command) {
    List<String> argv = new ArrayList<>();
    if (isRoot()) {
      argv.addAll(
          List.of(
              "setpriv",
              "--pdeathsig",
              "TERM",
              "--reuid",
              "postgres",
              "--regid",
              "postgres",
              "--clear-groups"));
    }
    argv.addAll(List.of(command));
    return new ProcessBuilder(argv)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log(folder).toFile()));
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private static Path log(Path folder) {
    return folder.resolve("log");
  }

  private static String program(String name) throws IOException {
    if (Files.isDirectory(PROGRAMS)) {
      try (Stream<Path> versions = Files.list(PROGRAMS)) {
        return versions
            .map(version -> version.resolve("bin").resolve(name))
            .filter(Files::isExecutable)
            .max(Comparator.naturalOrder())
            .map(Path::toString)
            .orElseThrow(Postgres::missing);
      }
    }
    throw missing();
  }

  private static AssertionError missing() {
    return new AssertionError("PostgreSQL is missing: apt-get install postgresql");
  }

  @Override
  public void close() throws IOException, InterruptedException {
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
