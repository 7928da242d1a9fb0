package dev.giteadrone.sandbox.exec;

import dev.giteadrone.drone.api.model.Stage;
import dev.giteadrone.drone.api.model.StageFilter;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.sandbox.process.LogTail;
import dev.giteadrone.sandbox.process.Startable;
import dev.giteadrone.sandbox.process.SystemUser;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Poller;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Replaces {@code drone-runner-exec} if that is not installed: it uses the runner protocol of Drone
 * and really runs the commands of exec pipelines.
 */
public final class ExecStandIn implements Startable {
  /** How many stages the real runner runs at the same time by default. */
  public static final int USUAL_CAPACITY = 2;

  private static final Duration PAUSE = Duration.ofSeconds(1);

  /**
   * The settings of a stand-in.
   *
   * @param name of the part
   * @param machine the name that Drone shows
   * @param drone Drone's URL
   * @param secret read at each start
   * @param workspaces where stages run; belongs to {@code account}
   * @param account the user whom steps run as
   * @param variables environment of the steps, in addition to the variables from Drone
   * @param capacity how many stages it runs at the same time
   * @param log the log file of the runner
   * @param dependencies what must be ready before it starts
   */
  public record Settings(
      String name,
      String machine,
      URI drone,
      Supplier<Secret> secret,
      Path workspaces,
      SystemUser account,
      Map<String, String> variables,
      int capacity,
      Path log,
      List<Startable> dependencies) {}

  private final Settings settings;
  private final AtomicBoolean pinged = new AtomicBoolean();
  private volatile @Nullable Session session;

  public ExecStandIn(Settings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public List<Startable> dependencies() {
    return settings.dependencies();
  }

  @Override
  public Duration limit() {
    return Duration.ofSeconds(15);
  }

  @Override
  public Optional<LogTail> log() {
    return Optional.of(new LogTail(settings.log(), List::of));
  }

  @Override
  public void start(Deadline deadline) {
    pinged.set(false);
    session = new Session(settings.secret().get());
  }

  @Override
  public Poller.Poll<String> look() {
    return pinged.get()
        ? Poller.Poll.done(settings.machine())
        : Poller.Poll.notYet("cannot ping Drone");
  }

  @Override
  public void stop() {
    Session now = session;
    session = null;
    if (now != null) {
      now.close();
    }
  }

  /** One run, from a start to the next stop. */
  private final class Session implements AutoCloseable {
    private final RunnerClient client;
    private final List<Thread> threads = new ArrayList<>();
    private final List<StageRun> runs = new ArrayList<>();
    private volatile boolean closed;

    Session(Secret secret) {
      client = new RunnerClient(settings.drone(), secret, ExecStandIn.this::say);
      for (int i = 0; i < settings.capacity(); i++) {
        threads.add(Thread.ofPlatform().daemon().name(settings.name() + "-" + i).start(this::loop));
      }
    }

    private void loop() {
      try {
        while (!closed && !ping()) {
          Thread.sleep(PAUSE);
        }
        while (!closed) {
          poll();
        }
      } catch (InterruptedException e) {
        // The session was closed.
      }
    }

    private boolean ping() {
      try {
        int status = client.status(client.api().ping(client.credential()));
        if (status == 200) {
          if (pinged.compareAndSet(false, true)) {
            say("successfully pinged the remote server");
          }
          return true;
        }
        say("cannot ping the remote server: status " + status);
      } catch (IOException e) {
        say("cannot ping the remote server: " + e.getClass().getSimpleName());
      }
      return false;
    }

    private void poll() throws InterruptedException {
      try {
        Optional<Stage> offered =
            client.ask(client.api().requestStage(client.credential(), filter()));
        if (offered.isPresent()) {
          Optional<Stage> mine =
              client.ask(
                  client
                      .api()
                      .acceptStage(client.credential(), offered.get().id(), settings.machine()));
          if (mine.isPresent()) {
            run(mine.get());
          }
        }
      } catch (IOException e) {
        if (!closed) {
          say("request failed: " + e.getMessage());
          Thread.sleep(PAUSE);
        }
      }
    }

    private void run(Stage stage) throws IOException {
      say("stage " + stage.id() + " begins");
      StageRun run = new StageRun(client, settings, stage.id());
      synchronized (runs) {
        if (closed) {
          return;
        }
        runs.add(run);
      }
      try {
        say("stage " + stage.id() + " ended: " + run.run());
      } finally {
        synchronized (runs) {
          runs.remove(run);
        }
      }
    }

    @Override
    public void close() {
      synchronized (runs) {
        closed = true;
        runs.forEach(StageRun::kill);
      }
      threads.forEach(Thread::interrupt);
      client.close();
      for (Thread thread : threads) {
        try {
          thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }

  private static StageFilter filter() {
    return new StageFilter("pipeline", "exec", "linux", arch(), null, null, Map.of());
  }

  /** The name of this machine's architecture in Go. */
  static String arch() {
    String arch = System.getProperty("os.arch", "");
    return switch (arch) {
      case "x86_64" -> "amd64";
      case "aarch64" -> "arm64";
      default -> arch;
    };
  }

  private void say(String line) {
    try (PrintWriter out =
        new PrintWriter(
            Files.newBufferedWriter(
                settings.log(),
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND))) {
      out.println(Instant.now() + " " + line);
    } catch (IOException e) {
      // Somebody is deleting the folder.
    }
  }
}
