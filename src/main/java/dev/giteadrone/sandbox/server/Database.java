package dev.giteadrone.sandbox.server;

import java.nio.file.Path;
import java.util.Map;

/** The database of a server. */
public sealed interface Database {
  /** The lines of the section {@code [database]} in Gitea's configuration. */
  String giteaLines();

  /** The variables for Drone. */
  Map<String, String> droneVariables();

  /** A file in the server's own folder. */
  record Sqlite(Path file) implements Database {
    @Override
    public String giteaLines() {
      return "DB_TYPE = sqlite3\nPATH = " + file;
    }

    @Override
    public Map<String, String> droneVariables() {
      return Map.of(
          "DRONE_DATABASE_DRIVER", "sqlite3", "DRONE_DATABASE_DATASOURCE", file.toString());
    }
  }

  /**
   * A database in a PostgreSQL that is reached over its socket. A process may connect if it runs as
   * the system user with the database's name; there is no password.
   *
   * @param socket the folder with the socket
   * @param name of the database, of its owner and of the system user
   */
  record Postgres(Path socket, String name) implements Database {
    @Override
    public String giteaLines() {
      return "DB_TYPE = postgres\nHOST = %s/\nNAME = %s\nUSER = %2$s".formatted(socket, name);
    }

    @Override
    public Map<String, String> droneVariables() {
      return Map.of(
          "DRONE_DATABASE_DRIVER",
          "postgres",
          "DRONE_DATABASE_DATASOURCE",
          "postgres:///" + name + "?host=" + socket);
    }
  }
}
