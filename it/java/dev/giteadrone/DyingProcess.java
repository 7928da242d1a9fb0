package dev.giteadrone;

import dev.giteadrone.DyingRun.Place;
import dev.giteadrone.io.StateFolder;
import dev.giteadrone.model.desired.Level;
import dev.giteadrone.secrets.SopsProgram;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The parent of a {@link DyingRun}: starts it, hears of its effects, and kills it with SIGKILL. */
final class DyingProcess implements AutoCloseable {

  /**
   * What is run.
   *
   * @param cli Gitea's command line, or "-" for none
   * @param command bootstrap, or what to rotate
   * @param variables of the environment, on top of the operator's
   */
  record Job(String cli, Level level, String command, Map<String, String> variables) {}

  /**
   * An effect.
   *
   * @param mutations how many requests other than GET it sent
   */
  record Effect(String name, int mutations) {
    /** Whether it goes over HTTP. */
    boolean remote() {
      return name.startsWith("Gitea.") || name.startsWith("Drone.");
    }
  }

  /**
   * How a run ended.
   *
   * @param exit empty if it was killed
   * @param where at which of the effect's ends it was killed
   */
  record Ended(List<Effect> effects, String exit, String where) {}

  private final HostFixture bed;
  private final Path folder;
  private final HoldingProxy proxy;

  private final FastStart fast;

  private DyingProcess(HostFixture bed, Path folder, HoldingProxy proxy, FastStart fast) {
    this.bed = bed;
    this.folder = folder;
    this.proxy = proxy;
    this.fast = fast;
  }

  static DyingProcess of(HostFixture bed) throws IOException {
    Path folder = Files.createTempDirectory("gitea-drone-dying-");
    return new DyingProcess(bed, folder, HoldingProxy.start(), FastStart.in(folder));
  }

  /** Runs it to its end and counts the effects. */
  Ended count(Job job) throws IOException, InterruptedException {
    return run(job, -1, Place.NEVER, List.of());
  }

  /**
   * Runs it to its death.
   *
   * @param counted the effects of a whole run of the same
   */
  Ended die(Job job, int number, Place place, List<Effect> counted)
      throws IOException, InterruptedException {
    return run(job, number, place, counted);
  }

  private Ended run(Job job, int number, Place place, List<Effect> counted)
      throws IOException, InterruptedException {
    Files.deleteIfExists(hold());
    proxy.reset();
    Process process = start(job, number, place);
    List<String> names = new ArrayList<>();
    List<Integer> mutations = new ArrayList<>();
    String exit = "";
    String where = "while it was held";
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        OutputStream in = process.getOutputStream()) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        String[] words = line.split(" ", -1);
        switch (words[0]) {
          case "effect" -> {
            mutations.add(proxy.mutations());
            proxy.reset();
            names.add(words[2]);
          }
          case "hold" -> arm(process, counted.get(number));
          case "die" -> {
            where = place == Place.HELD ? "at its end, which came before it could be held" : "";
            process.toHandle().destroyForcibly();
          }
          case "end" -> exit = words[1];
          default -> throw new AssertionError("the run said: " + line);
        }
        answer(in);
      }
      mutations.add(proxy.mutations());
    } finally {
      process.toHandle().destroyForcibly();
      process.waitFor(10, TimeUnit.SECONDS);
    }
    List<Effect> effects = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      effects.add(new Effect(names.get(i), mutations.get(i + 1)));
    }
    return new Ended(effects, exit, where);
  }

  private static void answer(OutputStream in) {
    try {
      in.write('\n');
      in.flush();
    } catch (IOException e) {
      // Dead, as it should be.
    }
  }

  private void arm(Process process, Effect effect) throws IOException {
    if (effect.remote() && effect.mutations() > 0) {
      proxy.hold(effect.mutations(), process.toHandle()::destroyForcibly);
    } else if (effect.name().equals("Deployer.run")) {
      Path record = StateFolder.of(bed.desired().source(), bed.environment()).resolve("deploy");
      Thread.ofVirtual().start(() -> killOnceThere(process, record));
    } else {
      Files.createFile(hold());
    }
  }

  private static void killOnceThere(Process process, Path file) {
    while (process.isAlive()) {
      if (Files.exists(file)) {
        process.toHandle().destroyForcibly();
        return;
      }
      Thread.onSpinWait();
    }
  }

  private Process start(Job job, int number, Place place) throws IOException {
    Map<String, String> environment = new HashMap<>(bed.environment());
    environment.putAll(job.variables());
    environment.put(
        "GITEA_DRONE_SOPS",
        wrapper("sops", SopsProgram.from(bed.environment()), "set|unset|encrypt"));
    List<String> options = new ArrayList<>(fast.options());
    options.addAll(
        List.of(
            "-Dhttp.proxyHost=127.0.0.1",
            "-Dhttp.proxyPort=" + proxy.port(),
            "-Dhttp.nonProxyHosts="));
    return java(
            List.of(
                DyingRun.class.getName(),
                bed.desired().source().toString(),
                job.cli().equals("-") ? "-" : wrapper("gitea-admin", job.cli(), "*"),
                job.level().name(),
                job.command(),
                Integer.toString(number),
                place.name()),
            options,
            fast.classPath(),
            environment,
            log())
        .start();
  }

  /**
   * Starts a {@link DyingRun}.
   *
   * @param arguments what follows the configuration file
   * @param errors where its standard error is added
   */
  static Process launch(
      Path config,
      List<String> arguments,
      List<String> options,
      Map<String, String> environment,
      Path errors)
      throws IOException {
    List<String> all = new ArrayList<>(List.of(DyingRun.class.getName(), config.toString()));
    all.addAll(arguments);
    return java(all, options, classPath(), environment, errors).start();
  }

  /** A JVM for a short life. */
  static ProcessBuilder java(
      List<String> main,
      List<String> options,
      String classPath,
      Map<String, String> environment,
      Path errors) {
    List<String> argv =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-XX:+UseSerialGC"));
    argv.addAll(options);
    argv.addAll(List.of("-cp", classPath));
    argv.addAll(main);
    ProcessBuilder builder =
        new ProcessBuilder(argv).redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()));
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder;
  }

  /** This process's own, for a child that runs elsewhere. */
  static String classPath() {
    // Surefire starts its JVM with a jar that only names the others.
    String own =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Arrays.stream(own.split(File.pathSeparator))
        .map(part -> Path.of(part).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** What the children said to standard error. */
  Path log() {
    return folder.resolve("stderr");
  }

  private Path hold() {
    return folder.resolve("hold");
  }

  /** A program that does its work and then, if told to hold, kills whoever started it. */
  private String wrapper(String name, String program, String commands) throws IOException {
    Path script = folder.resolve(name);
    if (!Files.exists(script)) {
      Files.writeString(
          script,
          """
          #!/bin/sh
          case "$1" in %s) ;; *) exec %s "$@" ;; esac
          [ -e %s ] || exec %2$s "$@"
          out=$(%2$s "$@")
          kill -9 $PPID
          """
              .formatted(commands, program, hold()));
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }
    return script.toString();
  }

  @Override
  public void close() throws IOException {
    proxy.close();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.deleteIfExists(folder);
  }
}
