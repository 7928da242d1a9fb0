package dev.giteadrone.sandbox;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.sandbox.process.ProcessId;
import dev.giteadrone.sandbox.server.FixedPorts;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The stored state of a detached sandbox, as names and values. None of them is a secret.
 *
 * @param values by the names below
 */
record DetachedState(Map<String, String> values) {
  private static final Case NEWER =
      Case.of(ProblemId.SANDBOX_FORMAT, "newer", "name", "format", "known");

  /** The last phase that the process reached. */
  enum Phase {
    /** It is starting the servers. */
    STARTING,
    /** All servers were ready. */
    RUNNING,
    /** They did not become ready; the problem says why. */
    FAILED,
    /** It was stopped, and its data were kept. */
    STOPPED
  }

  /** Names of values that the process stores when all servers are ready. */
  static final String GITEA = "gitea";

  static final String DRONE = "drone";
  static final String GITEA_VERSION = "gitea.version";
  static final String DRONE_VERSION = "drone.version";
  static final String MACHINES = "machines";
  static final String DOCKER = "docker";
  static final String HOST = "host";
  static final String OPERATOR_KEY = "operator.key";
  static final String ENVIRONMENT_FILE = "environment.file";
  static final String CA = "ca";
  static final String PROGRAMS = "programs";

  private static final String FORMAT = "format";

  /** The format that this version writes. Without the value it is the same. */
  private static final int CURRENT = 1;

  private static final String PID = "pid";
  private static final String MARK = "mark";
  private static final String SERVERS = "servers";
  private static final String PHASE = "phase";
  private static final String WHOLE = "whole";

  /** Copies the map. */
  public DetachedState {
    values = Map.copyOf(values);
  }

  /**
   * The state of a sandbox that is about to start.
   *
   * @param mark the value of a variable in the environment of its processes
   * @param servers the folder of the servers
   */
  static DetachedState starting(DetachedOptions options, String mark, String servers) {
    return new DetachedState(Map.of())
        .with(FORMAT, Integer.toString(CURRENT))
        .with(PHASE, Phase.STARTING.name())
        .with(PID, "")
        .with(MARK, mark)
        .with(SERVERS, servers)
        .with(options);
  }

  /** Parses the text of {@link #text}. */
  static DetachedState parse(String text) {
    try {
      Properties properties = new Properties();
      properties.load(new StringReader(text));
      return new DetachedState(
          properties.stringPropertyNames().stream()
              .collect(Collectors.toMap(name -> name, properties::getProperty)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns this state.
   *
   * @param sandbox its name, for the message
   * @throws Failure if a newer version of this program wrote it
   */
  DetachedState requireKnown(String sandbox) {
    String format = get(FORMAT);
    if (format.matches("\\d{1,9}") && Integer.parseInt(format) > CURRENT) {
      throw NEWER.failure(sandbox, format, CURRENT);
    }
    return this;
  }

  /** The state as the text of a file. */
  String text() {
    try {
      StringWriter text = new StringWriter();
      Properties properties = new Properties();
      properties.putAll(new TreeMap<>(values));
      properties.store(text, "A detached sandbox of gitea-drone");
      return text.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A value; empty if it is not there. */
  String get(String name) {
    return values.getOrDefault(name, "");
  }

  /** A copy with a value. */
  DetachedState with(String name, String value) {
    Map<String, String> more = new HashMap<>(values);
    more.put(name, value);
    return new DetachedState(more);
  }

  /** A copy with all values of another state added; they replace existing ones. */
  DetachedState with(DetachedState other) {
    Map<String, String> more = new HashMap<>(values);
    more.putAll(other.values);
    return new DetachedState(more);
  }

  /** A copy in another phase. */
  DetachedState in(Phase phase) {
    DetachedState now = with(PHASE, phase.name());
    // After all servers were ready once, their data are kept.
    return phase == Phase.RUNNING ? now.with(WHOLE, "true") : now;
  }

  Phase phase() {
    try {
      return Phase.valueOf(get(PHASE));
    } catch (IllegalArgumentException e) {
      return Phase.FAILED;
    }
  }

  /** Whether the folder has data that a later start can use. */
  boolean isWhole() {
    return get(WHOLE).equals("true");
  }

  String mark() {
    return get(MARK);
  }

  String servers() {
    return get(SERVERS);
  }

  /** A copy with another process that runs the servers. */
  DetachedState by(ProcessId process) {
    return with(PID, Long.toString(process.pid())).with("pid.start", process.start());
  }

  /** The process that runs the servers or ran them. */
  Optional<ProcessId> process() {
    String pid = get(PID);
    return pid.matches("\\d{1,18}")
        ? Optional.of(new ProcessId(Long.parseLong(pid), get("pid.start")))
        : Optional.empty();
  }

  /** Whether that process runs. */
  boolean isAlive() {
    return process().filter(ProcessId::isAlive).isPresent();
  }

  /** A copy with these options, which have all defaults filled in. */
  DetachedState with(DetachedOptions options) {
    return with("runners", options.runnerWords())
        .with("profile", options.profileLabel())
        .with("blank", Boolean.toString(options.blank().orElse(false)))
        .with("port.gitea", options.ports().gitea().map(String::valueOf).orElse(""))
        .with("port.drone", options.ports().drone().map(String::valueOf).orElse(""));
  }

  /** The options it was started with. */
  DetachedOptions options() {
    return new DetachedOptions(
        Optional.of(DetachedOptions.runners(get("runners"))),
        Optional.of(DetachedOptions.profile(get("profile"))),
        Optional.of(get("blank").equals("true")),
        new FixedPorts(port("port.gitea"), port("port.drone")));
  }

  private Optional<Integer> port(String name) {
    return Optional.of(get(name)).filter(text -> text.matches("\\d{1,5}")).map(Integer::valueOf);
  }

  /** A copy in the failed phase. */
  DetachedState failed(Failure failure) {
    Problem problem = failure.problem();
    return in(Phase.FAILED)
        .with("exit", failure.exitCode().name())
        .with("problem.check", problem.check())
        .with("problem.summary", problem.summary())
        .with("problem.seen", problem.seen())
        .with("problem.cause", problem.cause())
        .with("problem.next", problem.next());
  }

  /** The reason why it failed; empty if it did not. */
  Optional<Failure> failure() {
    if (phase() != Phase.FAILED || get("exit").isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Failure(
            ExitCode.valueOf(get("exit").toUpperCase(Locale.ROOT)),
            new Problem(
                ProblemId.of(get("problem.check")).orElse(ProblemId.SANDBOX),
                get("problem.check"),
                get("problem.summary"),
                get("problem.seen"),
                get("problem.cause"),
                get("problem.next"))));
  }
}
