package dev.giteadrone.bench;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * What the rounds of one measure came to.
 *
 * @param median in the unit of the measure
 * @param noise the median absolute deviation of the ratio (of the value, if there is none), as a
 *     part of its median: half of the rounds were closer to the median
 * @param ratio to the base that was measured in the same rounds; empty if the measure has no base
 */
record Figure(double median, double noise, OptionalDouble ratio) {
  /** Of a measure without a base. */
  static Figure of(List<Double> values) {
    double median = median(values);
    return new Figure(median, noise(values, median), OptionalDouble.empty());
  }

  /**
   * Of a measure with a base. Each round gives one ratio, so that a machine that slows down in the
   * middle of the run slows both.
   *
   * @param values one for each round
   * @param bases one for each round, too
   */
  static Figure of(List<Double> values, List<Double> bases) {
    List<Double> ratios =
        IntStream.range(0, values.size())
            .mapToObj(round -> values.get(round) / bases.get(round))
            .toList();
    double ratio = median(ratios);
    return new Figure(median(values), noise(ratios, ratio), OptionalDouble.of(ratio));
  }

  /** What is compared with an earlier figure: the ratio if there is one, else the value. */
  double compared() {
    return ratio.orElse(median);
  }

  private static double noise(List<Double> values, double median) {
    return median(values.stream().map(value -> Math.abs(value - median)).toList()) / median;
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
