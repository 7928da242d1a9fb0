package dev.giteadrone.sandbox.host;

import dev.giteadrone.model.result.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Restarts servers when a host's deploy script asks for it, one request after the other. */
public final class DeployRequests implements AutoCloseable {
  private static final long EVERY_MILLIS = 30;

  private final Path folder;
  private final Runnable restart;
  private final Thread thread;
  private volatile boolean closed;

  /**
   * Starts to answer requests.
   *
   * @param folder of the files with requests and answers
   * @param restart restarts the servers; throws if that fails
   */
  public DeployRequests(String name, Path folder, Runnable restart) {
    this.folder = folder;
    this.restart = restart;
    this.thread = Thread.ofPlatform().daemon().name("deploy-" + name).start(this::loop);
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }

  private void loop() {
    while (!closed) {
      try {
        for (Path request : requests()) {
          answer(request);
        }
        Thread.sleep(EVERY_MILLIS);
      } catch (IOException e) {
        // A snapshot is replacing the folder; the script waits.
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private List<Path> requests() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(path -> path.toString().endsWith(".request")).sorted().toList();
    } catch (java.nio.file.NoSuchFileException e) {
      return List.of();
    }
  }

  private void answer(Path request) throws IOException {
    String text = "0\n";
    try {
      restart.run();
    } catch (Failure e) {
      text = "1\n" + e.problem() + "\n";
    } catch (RuntimeException e) {
      text = "1\ndeploy: the sandbox is stopping\n";
    }
    String id = String.valueOf(request.getFileName()).replace(".request", "");
    Path fresh = folder.resolve(id + ".new");
    Files.writeString(fresh, text);
    Files.move(fresh, folder.resolve(id + ".done"), StandardCopyOption.ATOMIC_MOVE);
    // The request is deleted last, so that the script always sees one of the two files.
    Files.deleteIfExists(request);
  }
}
