package dev.giteadrone.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Collects the values of each measure, one for each round. */
final class Rounds {
  private final Map<Measure, List<Double>> values = new EnumMap<>(Measure.class);
  private final Map<Measure, List<Double>> bases = new EnumMap<>(Measure.class);

  /** Adds the value of a measure that has no base. */
  void add(Measure measure, double value) {
    list(values, measure).add(value);
  }

  /** Adds the value of a measure and that of its base. */
  void add(Measure measure, double value, double base) {
    add(measure, value);
    list(bases, measure).add(base);
  }

  /** The figures of all rounds. */
  Map<Measure, Figure> figures() {
    Map<Measure, Figure> figures = new EnumMap<>(Measure.class);
    values.forEach((measure, all) ->
        figures.put(
            measure,
            bases.containsKey(measure)
                ? Figure.of(all, Objects.requireNonNull(bases.get(measure)))
                : Figure.of(all)));
    return figures;
  }

  private static List<Double> list(Map<Measure, List<Double>> all, Measure measure) {
    return all.computeIfAbsent(measure, key -> new ArrayList<>());
  }
}
