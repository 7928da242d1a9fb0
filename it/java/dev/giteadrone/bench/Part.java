package dev.giteadrone.bench;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A part of the benchmark, which can run alone. */
enum Part {
  /** The commands that change nothing, beside the shell script. */
  COMMANDS("script verify plan version help explain rerun", 3) {
    @Override
    Map<Measure, Figure> measure(String launcher, String peer, int rounds) {
      return Commands.measure(launcher, peer, rounds);
    }
  },
  /** From a blank host to the verified canary. */
  CANARY("canary", 1) {
    @Override
    Map<Measure, Figure> measure(String launcher, String peer, int rounds) {
      return Canary.measure(launcher, peer, rounds);
    }
  },
  /** Starts of servers that work together already. */
  STARTS("start", 1) {
    @Override
    Map<Measure, Figure> measure(String launcher, String peer, int rounds) {
      return Starts.measure(launcher, peer, rounds);
    }
  },
  /** A run over many simulated hosts, beside a loop of its requests and its calls of sops. */
  FLEET("hosts", 1) {
    @Override
    Map<Measure, Figure> measure(String launcher, String peer, int rounds) {
      return ManyHosts.measure(launcher, rounds);
    }

    @Override
    int rounds(int asked) {
      return Math.ceilDiv(asked, 3); // One takes minutes.
    }
  };

  private final String subjects;
  private final int times;

  /**
   * Creates a part.
   *
   * @param subjects the first words of its measures' keys
   * @param times how many rounds there are for one that was asked for: short ones are more
   */
  Part(String subjects, int times) {
    this.subjects = subjects;
    this.times = times;
  }

  /** Measures all of it. */
  abstract Map<Measure, Figure> measure(String launcher, String peer, int rounds);

  int rounds(int asked) {
    return asked * times;
  }

  /** The rows of the table that it fills. */
  List<Measure> rows() {
    List<String> words = List.of(subjects.split(" ", -1));
    return Stream.of(Measure.values())
        .filter(row -> words.contains(row.key().replaceFirst("\\..*", "")))
        .toList();
  }
}
