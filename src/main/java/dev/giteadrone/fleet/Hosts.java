package dev.giteadrone.fleet;

import dev.giteadrone.config.ConfigFile;
import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.desired.Endpoint;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the configurations of many hosts. What is wrong with one concerns that one only. */
public final class Hosts {
  private static final Case TWICE = Case.of(ProblemId.FLEET_HOSTS, "twice", "file", "first", "url");
  private static final Case TOKEN = Case.of(ProblemId.FLEET_HOSTS, "token", "variable");

  private static final List<String> TOKENS = List.of("GITEA_TOKEN", "DRONE_TOKEN");

  private final Map<String, String> environment;
  private final boolean allowPlainHttp;

  /**
   * Reads as {@link ConfigFile} does.
   *
   * @param environment without tokens: each host has its own ones
   * @throws Failure if a token is set, which would be sent to all hosts
   */
  public Hosts(Map<String, String> environment, boolean allowPlainHttp) {
    this.environment = environment;
    this.allowPlainHttp = allowPlainHttp;
    for (String token : TOKENS) {
      if (!environment.getOrDefault(token, "").isBlank()) {
        throw TOKEN.failure(token);
      }
    }
  }

  /** All hosts in this order; of those with the same Drone, only the first one can be used. */
  public List<Host> read(List<HostFile> files) {
    Map<String, HostFile> drones = new HashMap<>();
    List<Host> hosts = new ArrayList<>();
    // No host begins before all are read: of thousands, that takes seconds on one processor.
    for (Host host : files.parallelStream().map(this::read).toList()) {
      hosts.add(host.desired().isEmpty() ? host : unique(host, drones));
    }
    return hosts;
  }

  /** The secrets files of all hosts. */
  public static Set<Path> secretsFiles(List<Host> hosts) {
    Set<Path> files = new HashSet<>();
    hosts.forEach(host -> host.desired().ifPresent(d -> files.addAll(d.secrets().files())));
    return files;
  }

  private Host read(HostFile file) {
    try {
      return Host.ready(file, ConfigFile.load(file.path(), environment, allowPlainHttp));
    } catch (Failure e) {
      return Host.unreadable(file, e);
    }
  }

  /** A Drone has one Gitea; one Gitea may have several Drones. So Drone's URL tells hosts apart. */
  private static Host unique(Host host, Map<String, HostFile> drones) {
    URI url = host.wanted().drone().url();
    Optional<HostFile> first = Optional.ofNullable(drones.putIfAbsent(key(url), host.file()));
    return first
        .map(other -> host.refused(TWICE.failure(host.file().shown(), other.shown(), url)))
        .orElse(host);
  }

  private static String key(URI url) {
    String path = Optional.ofNullable(url.getRawPath()).orElse("").replaceFirst("/+$", "");
    return Endpoint.of(url) + path;
  }
}
