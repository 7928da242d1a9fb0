package dev.giteadrone.config;

import dev.giteadrone.model.desired.NetworkOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** How a server is reached that is in no configuration: {@code HTTPS_PROXY} and its relatives. */
public final class NetworkFromEnvironment {
  private NetworkFromEnvironment() {}

  /**
   * The settings for this server.
   *
   * @throws InvalidConfig if a variable is wrong
   */
  public static NetworkOptions of(URI server, Map<String, String> environment) {
    Problems problems = new Problems("");
    Section empty = new Section("", 0, null, problems, new Section.Keys());
    NetworkOptions options =
        new ReachReader(Path.of(""), environment, List.of(server), problems).read(empty);
    if (!problems.isEmpty()) {
      throw problems.toException();
    }
    return options;
  }
}
