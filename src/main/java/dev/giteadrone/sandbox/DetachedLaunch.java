package dev.giteadrone.sandbox;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.diagnosis.Interruption;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.sandbox.host.Operator;
import dev.giteadrone.sandbox.process.LogTail;
import dev.giteadrone.sandbox.process.Spawner;
import dev.giteadrone.sandbox.process.Tools;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Starts the process of a detached sandbox, and waits until its servers are ready. */
final class DetachedLaunch {
  private static final Case REFUSED =
      Case.of(ProblemId.SANDBOX_PROCESS, "refused", "name", "error", "folder");
  private static final Case ENDED =
      Case.of(ProblemId.SANDBOX_PROCESS, "ended", "name", "seen", "log");
  private static final Case NO_SETSID = Case.of(ProblemId.SANDBOX_PROCESS, "no-setsid");

  private static final long LOOK_EVERY_MILLIS = 30;
  private static final long LIMIT_SECONDS = 30;
  private static final int TAIL = 12;

  private final DetachedFolder folder;

  DetachedLaunch(DetachedFolder folder) {
    this.folder = folder;
  }

  /**
   * Starts the process in its own session, so that it keeps running when the terminal closes or
   * gets a Ctrl-C. If this process is told to end before the servers are ready, the new process
   * ends, too.
   *
   * @param environment the variables of the process, without credentials, which belong to other
   *     servers
   * @return the state with all servers ready
   * @throws Failure if they do not become ready
   */
  DetachedState start(DetachedState state, Map<String, String> environment, Progress progress) {
    Process process;
    try {
      folder.progress().clear();
      folder.write(state);
      process = builder(state, environment).start();
    } catch (IOException e) {
      throw REFUSED.failure(e, folder.name(), e.getClass().getSimpleName(), folder.root());
    }
    Thread hook = new Thread(process::destroy, "sandbox-up-end");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return await(process.toHandle(), progress);
    } catch (Failure e) {
      process.destroy();
      process.onExit().completeOnTimeout(process, LIMIT_SECONDS, TimeUnit.SECONDS).join();
      throw e;
    } finally {
      removeHook(hook);
    }
  }

  /**
   * Waits until the servers that a process is starting are ready.
   *
   * @throws Failure if the start fails
   */
  DetachedState await(ProcessHandle process, Progress progress) {
    ProgressFile.Reader reader = folder.progress().new Reader(progress);
    while (true) {
      boolean alive = process.isAlive();
      DetachedState now = folder.read().orElseThrow(() -> ended("somebody removed it meanwhile"));
      reader.show();
      switch (now.phase()) {
        case RUNNING -> {
          return now;
        }
        case FAILED -> throw now.failure().orElseThrow(() -> ended("its process ended"));
        case STARTING, STOPPED -> {
          if (!alive) {
            throw ended("its process ended");
          }
        }
      }
      pause();
    }
  }

  private void pause() {
    try {
      Thread.sleep(LOOK_EVERY_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Interruption.of("waiting for the sandbox " + folder.name(), e);
    }
  }

  private Failure ended(String seen) {
    LogTail tail = new LogTail(folder.log(), List::of);
    return ENDED.failure(folder.name(), seen, tail.indented(TAIL));
  }

  private ProcessBuilder builder(DetachedState state, Map<String, String> environment)
      throws IOException {
    String setsid = Tools.find("setsid").map(Path::toString).orElseThrow(() -> NO_SETSID.failure());
    List<String> argv = new ArrayList<>(List.of(setsid));
    argv.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    argv.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m"));
    argv.addAll(List.of("-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8"));
    argv.addAll(List.of("-cp", classPath()));
    argv.add(DetachedServer.class.getName());
    argv.add(folder.root().toString());
    ProcessBuilder builder =
        new ProcessBuilder(argv)
            .directory(folder.root().toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log().toFile()));
    builder.environment().clear();
    builder.environment().putAll(Operator.withoutCredentials(environment));
    builder.environment().put(Spawner.MARK, state.mark());
    return builder;
  }

  /**
   * The class path and module path of this process. If the program is one packed file, it is copied
   * first.
   */
  private String classPath() throws IOException {
    String all =
        Stream.of("java.class.path", "jdk.module.path")
            .map(name -> System.getProperty(name, ""))
            .flatMap(path -> Stream.of(path.split(File.pathSeparator)))
            .filter(entry -> !entry.isEmpty())
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator));
    Path ours = location();
    if (!all.equals(ours.toString())) {
      return all;
    }
    Files.copy(ours, folder.program(), StandardCopyOption.REPLACE_EXISTING);
    return folder.program().toString();
  }

  private static Path location() throws IOException {
    try {
      return Path.of(
              DetachedLaunch.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toAbsolutePath();
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // This process is shutting down.
    }
  }
}
