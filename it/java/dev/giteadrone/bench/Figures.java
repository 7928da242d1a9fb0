package dev.giteadrone.bench;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The figures of a run.
 *
 * @param origin when, where and in how many rounds they were measured; empty if nothing was
 * @param all those that were measured
 */
record Figures(String origin, Map<Measure, Figure> all) {
  /** Copies the map, in the order of the measures. */
  Figures {
    Map<Measure, Figure> ordered = new EnumMap<>(Measure.class);
    ordered.putAll(all);
    all = Collections.unmodifiableMap(ordered);
  }

  Optional<Figure> of(Measure measure) {
    return Optional.ofNullable(all.get(measure));
  }

  /** These, and for what they lack the others. */
  Figures orElse(Figures others) {
    Map<Measure, Figure> both = new EnumMap<>(Measure.class);
    both.putAll(others.all);
    both.putAll(all);
    return new Figures(origin, both);
  }
}
