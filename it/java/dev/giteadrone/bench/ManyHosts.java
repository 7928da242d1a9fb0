package dev.giteadrone.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.giteadrone.secrets.SopsProgram;
import dev.giteadrone.simulated.SimulatedHosts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Measures {@code verify} of many simulated hosts, in turn with {@link BareLoop}. The servers are
 * in this process, and cost both the same.
 */
final class ManyHosts {
  private static final double MEGABYTE = 1e6;
  private static final String ONE = "h0001";

  /** How many hosts, and the rows for them. */
  private record Size(int hosts, Measure wall, Measure cpu, Measure memory) {
    List<String> names() {
      return IntStream.rangeClosed(1, hosts).mapToObj("h%04d"::formatted).toList();
    }
  }

  private static final List<Size> SIZES =
      List.of(
          new Size(200, Measure.HOSTS_200_WALL, Measure.HOSTS_200_CPU, Measure.HOSTS_200_MEMORY),
          new Size(
              1000, Measure.HOSTS_1000_WALL, Measure.HOSTS_1000_CPU, Measure.HOSTS_1000_MEMORY),
          new Size(
              2000, Measure.HOSTS_2000_WALL, Measure.HOSTS_2000_CPU, Measure.HOSTS_2000_MEMORY));

  private final Path launcher;
  private final Path work;
  private final SimulatedHosts hosts;
  private final Map<String, String> environment;

  private ManyHosts(Path launcher, Path work, SimulatedHosts hosts) {
    this.launcher = launcher;
    this.work = work;
    this.hosts = hosts;
    this.environment = hosts.environment(work.resolve("state"));
    environment.keySet().removeAll(Program.JAVA_OPTIONS);
    // Both start sops as an operator's shell would, who has not set it.
    environment.keySet().removeAll(SopsProgram.FASTEST.keySet());
  }

  static Map<Measure, Figure> measure(String launcher, int count) {
    try (SimulatedHosts hosts = SimulatedHosts.start()) {
      Path work = Files.createTempDirectory("gitea-drone-hosts");
      try {
        return new ManyHosts(Path.of(launcher).toAbsolutePath(), work, hosts).measure(count);
      } finally {
        delete(work);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<Measure, Figure> measure(int count) throws IOException {
    for (Size size : SIZES) {
      hosts.write(folder(size), size.names());
    }
    record();
    // The first one of each reads all files from the disk.
    loop(SIZES.getFirst(), environment);
    program(SIZES.getFirst());
    Rounds rounds = new Rounds();
    for (int round = 0; round < count; round++) {
      for (Size size : SIZES) {
        Timed loop = loop(size, environment);
        Timed program = program(size);
        rounds.add(size.wall(), program.wall(), loop.wall());
        rounds.add(size.cpu(), program.cpu(), loop.cpu());
        rounds.add(size.memory(), kibibytes() * 1024 / MEGABYTE);
        System.err.printf(
            "  %d hosts: %.1f s, bare loop %.1f s%n", size.hosts(), program.wall(), loop.wall());
        if (size.equals(SIZES.getLast())) {
          Timed tuned = loop(size, tuned());
          rounds.add(Measure.HOSTS_2000_TUNED, program.wall(), tuned.wall());
          System.err.printf("    tuned loop %.1f s%n", tuned.wall());
        }
      }
    }
    return rounds.figures();
  }

  /** Keeps what the program asks of one host. */
  private void record() throws IOException {
    String file = folder(SIZES.getFirst()).resolve(ONE + ".yaml").toString();
    Timed ignored =
        Timed.run(
            List.of(launcher.toString(), "verify", "--level", "basic", "-f", file), environment);
    new ObjectMapper().writeValue(requests().toFile(), hosts.host(ONE).requests());
  }

  /** The environment in which the program starts sops. */
  private Map<String, String> tuned() {
    Map<String, String> tuned = new HashMap<>(environment);
    tuned.putAll(SopsProgram.FASTEST);
    return tuned;
  }

  private Timed loop(Size size, Map<String, String> variables) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // The same virtual machine, and classes from an archive of its own.
    command.add("@" + launcher.resolveSibling("../lib/gitea-drone/java.options").normalize());
    command.add("-XX:+AutoCreateSharedArchive");
    command.add("-XX:SharedArchiveFile=" + work.resolve("loop.jsa"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(BareLoop.class.getName(), folder(size).toString()));
    command.addAll(List.of(hosts.address(), ONE, requests().toString()));
    return asked(size, command, variables);
  }

  private Timed program(Size size) {
    List<String> command =
        new ArrayList<>(List.of("/usr/bin/time", "-f", "%M", "-o", memory().toString()));
    command.addAll(List.of(launcher.toString(), "verify", "--level", "basic"));
    command.addAll(List.of("-f", folder(size).toString()));
    command.addAll(List.of("--report", work.resolve("report").toString()));
    return asked(size, command, environment);
  }

  /** Runs a command which must ask each host for the same. */
  private Timed asked(Size size, List<String> command, Map<String, String> variables) {
    size.names().forEach(name -> hosts.host(name).forget());
    Timed run = Timed.run(command, variables);
    long all = size.names().stream().mapToLong(name -> hosts.host(name).requests().size()).sum();
    long one = hosts.host(ONE).requests().size();
    if (one == 0 || all != one * size.hosts()) {
      throw new IllegalStateException(
          all + " requests of " + size.hosts() + " hosts, but " + one + " of one: " + command);
    }
    return run;
  }

  /** The largest resident size of one process; that of sops is smaller. */
  private double kibibytes() throws IOException {
    return Double.parseDouble(Files.readString(memory()).strip());
  }

  private Path folder(Size size) {
    return work.resolve(String.valueOf(size.hosts()));
  }

  private Path requests() {
    return work.resolve("requests.json");
  }

  private Path memory() {
    return work.resolve("memory");
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all = walk.toList();
    }
    for (Path path : all.reversed()) {
      Files.delete(path);
    }
  }
}
