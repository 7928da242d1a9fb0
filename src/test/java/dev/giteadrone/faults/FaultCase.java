package dev.giteadrone.faults;

import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import dev.giteadrone.drone.RestDrone;
import dev.giteadrone.gitea.RestGitea;
import dev.giteadrone.http.Http;
import dev.giteadrone.http.HttpSettings;
import dev.giteadrone.http.Server;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.simulated.CannedResponse;
import dev.giteadrone.simulated.GoodServers;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** One method of a port, run once against servers of its own that have one fault at most. */
final class FaultCase implements AutoCloseable {
  /** The longest a request may take. */
  static final Duration CALL_LIMIT = Duration.ofSeconds(8);

  /** When the method must end. */
  static final Duration DEADLINE = Duration.ofSeconds(20);

  /** POSTs that change nothing, so that they are repeated as reads are. */
  private static final Set<String> READS_BY_POST =
      Set.of("POST /rpc/v2/ping", "POST /login/oauth/access_token");

  private static final Operation RUN =
      new Operation("a run", (gitea, drone) -> "", (fault, result) -> false);

  private static final Executor LATER =
      CompletableFuture.delayedExecutor(
          250, TimeUnit.MILLISECONDS, task -> Thread.ofPlatform().daemon().start(task));

  final Operation operation;
  final @Nullable Fault fault;

  /** Which request has the fault, counted from 0. */
  final int at;

  /** Whether the fault passes after the first time. */
  final boolean passes;

  final Gate gitea;
  final Gate drone;
  private final GoodServers good;
  private final String elsewhere;
  private final @Nullable String mangled;
  private final List<CannedResponse> given = new ArrayList<>();
  private final List<String> received = new ArrayList<>();
  private final List<String> acted = new ArrayList<>();
  private final List<String> sequence;
  private final List<Arrival> arrivals = new ArrayList<>();
  private Duration delay = Duration.ZERO;

  /**
   * A request.
   *
   * @param at when it came, in nanoseconds
   * @param level 1, or one more than the highest of those that were answered by then
   */
  private record Arrival(long at, int level) {}

  /** How it ended. */
  record Outcome(@Nullable Object value, @Nullable Throwable thrown, Duration took) {
    Optional<Failure> failure() {
      return thrown instanceof Failure failure ? Optional.of(failure) : Optional.empty();
    }
  }

  /**
   * A case.
   *
   * @param sequence the requests of this operation when all is well, each with its host
   */
  FaultCase(
      Operation operation,
      @Nullable Fault fault,
      int at,
      boolean passes,
      List<String> sequence,
      int upstream,
      String elsewhere) {
    this(operation, fault, at, passes, sequence, upstream, elsewhere, null, true);
  }

  /**
   * A case of a whole run.
   *
   * @param hasApp whether Gitea has Drone's application from the start
   */
  static FaultCase ofRun(
      @Nullable Fault fault,
      int at,
      boolean passes,
      List<String> sequence,
      boolean hasApp,
      int upstream,
      String elsewhere) {
    return new FaultCase(RUN, fault, at, passes, sequence, upstream, elsewhere, null, hasApp);
  }

  private FaultCase(
      Operation operation,
      @Nullable Fault fault,
      int at,
      boolean passes,
      List<String> sequence,
      int upstream,
      String elsewhere,
      @Nullable String mangled,
      boolean hasApp) {
    this.operation = operation;
    this.fault = fault;
    this.at = at;
    this.passes = passes;
    this.sequence = sequence;
    this.elsewhere = elsewhere;
    this.mangled = mangled;
    this.gitea = new Gate(upstream);
    this.drone = new Gate(upstream);
    this.good = new GoodServers(gitea.url(), drone.url(), hasApp);
    if (fault == Fault.REFUSED && at == 0) {
      shut(sequence.getFirst());
    }
  }

  /** A case in which all is well, unless a gate is told to speak for itself. */
  static FaultCase well(Operation operation, int upstream) {
    return new FaultCase(operation, null, 0, false, List.of(), upstream, "http://127.0.0.1:9");
  }

  /** A case in which request {@code at} is answered with this body. */
  static FaultCase mangling(Operation operation, int at, String body, int upstream) {
    return new FaultCase(operation, null, at, false, List.of(), upstream, "", body, true);
  }

  /** Does what the operation says. */
  Outcome run() {
    return run(operation.call()::apply);
  }

  /** Does this with the two ports. */
  Outcome run(BiFunction<RestGitea, RestDrone, Object> call) {
    HttpSettings settings = new HttpSettings(false, Optional.empty(), CALL_LIMIT);
    Deadline deadline = Deadline.in(DEADLINE);
    Timeline timeline = new Timeline();
    RestGitea giteaPort =
        new RestGitea(
            new Http(
                new Server("Gitea", URI.create(gitea.url()), ProblemId.GITEA_READY),
                settings,
                timeline,
                () -> deadline));
    RestDrone dronePort =
        new RestDrone(
            new Http(
                new Server("Drone", URI.create(drone.url()), ProblemId.DRONE_READY),
                settings,
                timeline,
                () -> deadline),
            URI.create(gitea.url()));
    long start = System.nanoTime();
    try {
      Object value = call.apply(giteaPort, dronePort);
      return new Outcome(value, null, Duration.ofNanos(System.nanoTime() - start));
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return new Outcome(null, e, Duration.ofNanos(System.nanoTime() - start));
    }
  }

  /** The server's side. */
  synchronized ResponseDefinition answer(Request request) {
    String key = key(request);
    int number = received.size();
    received.add(key);
    arrive();
    boolean faulty = fault != null && hit(key, number);
    if (mutation(key) && (!faulty || (fault != null && fault.acts))) {
      acted.add(key);
    }
    String url = request.getUrl();
    int query = url.indexOf('?');
    CannedResponse answer =
        good.answer(
            request.getMethod().getName(),
            query < 0 ? url : url.substring(0, query),
            query < 0 ? "" : url.substring(query + 1),
            Optional.ofNullable(request.getHeader("Cookie")).orElse(""));
    given.add(answer);
    if (number == at && mangled != null) {
      return Fault.plainly(
              new CannedResponse(answer.status(), answer.type(), mangled, answer.headers()))
          .build();
    }
    if (faulty && fault != null) {
      return fault.answer(answer, request.getMethod().getName(), elsewhere);
    }
    if (fault == Fault.REFUSED) {
      if (number == at - 1) {
        shut(sequence.get(at));
      }
      // A connection that is kept would reach a server whose gate is shut.
      return Fault.plainly(answer).withHeader("Connection", "close").build();
    }
    return Fault.plainly(answer).withFixedDelay((int) delay.toMillis()).build();
  }

  /** Answers each request only after this time. */
  synchronized void delayAnswers(Duration time) {
    delay = time;
  }

  private void arrive() {
    long now = System.nanoTime();
    int level =
        arrivals.stream()
            .filter(earlier -> earlier.at() + delay.toNanos() <= now)
            .mapToInt(Arrival::level)
            .max()
            .orElse(0);
    arrivals.add(new Arrival(now, level + 1));
  }

  /** How many requests came one after the answer to the other, with answers that are delayed. */
  synchronized int levels() {
    return arrivals.stream().mapToInt(Arrival::level).max().orElse(0);
  }

  private boolean hit(String key, int number) {
    if (fault == Fault.REFUSED || !key.equals(sequence.get(at))) {
      return false;
    }
    // Some requests are sent at the same time, in any order: so the how manieth of its kind it is
    // counts, not the how manieth of all.
    int before = Collections.frequency(received.subList(0, number), key);
    int wanted = Collections.frequency(sequence.subList(0, at), key);
    return passes ? before == wanted : before >= wanted;
  }

  private void shut(String next) {
    Gate gate = next.startsWith("gitea ") ? gitea : drone;
    gate.shut();
    if (passes) {
      LATER.execute(gate::reopen);
    }
  }

  /** Server, method and path; of a login also whether it comes with a code. */
  private String key(Request request) {
    String url = request.getUrl();
    int query = url.indexOf('?');
    String path = query < 0 ? url : url.substring(0, query);
    String code =
        !path.equals("/login") || !url.contains("code=")
            ? ""
            : url.contains("code=bogus") ? "?code=bogus" : "?code";
    return (gitea.host().equals(request.getHeader("Host")) ? "gitea " : "drone ")
        + request.getMethod().getName()
        + " "
        + path
        + code;
  }

  /** Whether a request changes the server. */
  static boolean mutation(String key) {
    String bare = key.substring(6);
    return !bare.startsWith("GET ") && !READS_BY_POST.contains(bare);
  }

  synchronized List<String> received() {
    return List.copyOf(received);
  }

  /** What would have been answered if all were well. */
  synchronized List<CannedResponse> given() {
    return List.copyOf(given);
  }

  synchronized List<String> acted() {
    return List.copyOf(acted);
  }

  @Override
  public void close() {
    gitea.close();
    drone.close();
  }

  @Override
  public String toString() {
    return operation.name()
        + ", request "
        + (at + 1)
        + (sequence.isEmpty() ? "" : " (" + sequence.get(at) + ")")
        + ", "
        + fault
        + (passes ? ", once" : "");
  }
}
