package dev.giteadrone.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Measures the packaged program beside a shell script on real servers, prints a table, and compares
 * the ratios with those that are checked in. It runs in the folder of the sources.
 */
@Command(name = "bench", mixinStandardHelpOptions = true)
public final class Bench implements Callable<Integer> {
  @Option(names = "--program", required = true, description = "The launcher of the package.")
  private String program = "";

  @Option(names = "--rounds", description = "How often the long parts run (default: 7).")
  private int rounds = 7;

  @Option(names = "--write", description = "Keep these figures, and show them in the manual.")
  private boolean write;

  @Parameters(description = "Only these parts: ${COMPLETION-CANDIDATES}.")
  private List<Part> parts = List.of(Part.values());

  private Bench() {}

  /**
   * Runs the benchmark.
   *
   * @param args see {@code --help}
   */
  public static void main(String[] args) {
    System.exit(
        new CommandLine(new Bench()).setCaseInsensitiveEnumValuesAllowed(true).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    Figures checkedIn = FiguresFile.read(Page.FIGURES);
    Figures measured;
    try {
      measured = measure();
    } catch (IllegalStateException e) {
      System.err.println("✗ " + e.getMessage());
      return 1;
    }
    System.out.print(Table.text(measured, checkedIn));
    System.out.println();
    System.out.println(Table.targets(measured));
    if (write) {
      Page.write(measured.orElse(checkedIn));
      return 0;
    }
    List<Measure> rows = parts.stream().flatMap(part -> part.rows().stream()).toList();
    List<String> worse = Comparison.worse(rows, measured, checkedIn);
    worse.forEach(line -> System.out.println("✗ " + line));
    return worse.isEmpty() ? 0 : 1;
  }

  private Figures measure() throws IOException {
    String peer = Path.of("scripts/bench-peer").toAbsolutePath().toString();
    Map<Measure, Figure> figures = new EnumMap<>(Measure.class);
    List<String> counts = new ArrayList<>();
    for (Part part : parts) {
      int count = part.rounds(rounds);
      String name = part.name().toLowerCase(Locale.ROOT);
      System.err.println("◎ " + name + ": " + count + " rounds …");
      figures.putAll(part.measure(program, peer, count));
      counts.add(count + " (" + name + ")");
    }
    String origin =
        "Medians on "
            + machine()
            + ", measured on "
            + LocalDate.now(ZoneOffset.UTC)
            + " in rounds of "
            + String.join(", ", counts)
            + ".";
    return new Figures(origin, figures);
  }

  private static String machine() throws IOException {
    String model =
        Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.replaceFirst(".*: *", ""))
            .findFirst()
            .orElse("an unknown processor");
    return Runtime.getRuntime().availableProcessors() + " cores of " + model;
  }
}
