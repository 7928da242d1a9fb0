package dev.giteadrone.init;

import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.plan.Change;
import java.nio.file.Path;
import java.util.List;

/**
 * What {@code init} would write, and what it found.
 *
 * @param desired the configuration that is there, or will be
 * @param items the files, in the order in which they are written
 * @param diff how somebody's {@code .sops.yaml} would change; empty if it would not
 * @param warnings what should be known, and stops nothing
 * @param updatekeys files that are kept and must be encrypted for one more recipient
 */
public record InitPlan(
    Desired desired,
    List<Item> items,
    List<String> diff,
    List<String> warnings,
    List<Path> updatekeys) {
  /** Copies the lists. */
  public InitPlan {
    items = List.copyOf(items);
    diff = List.copyOf(diff);
    warnings = List.copyOf(warnings);
    updatekeys = List.copyOf(updatekeys);
  }

  /**
   * A file.
   *
   * @param change unchanged for one that is kept
   * @param label a short word
   * @param text one line for people
   * @param write makes it so; does nothing for one that is kept
   */
  public record Item(Change change, String label, Path file, String text, Runnable write) {
    static Item kept(String label, Path file, String text) {
      return new Item(Change.UNCHANGED, label, file, text, () -> {});
    }
  }

  /** Whether there is nothing to write. */
  public boolean isEmpty() {
    return items.stream().allMatch(item -> item.change() == Change.UNCHANGED);
  }

  /** How many files are written. */
  public long count() {
    return items.stream().filter(item -> item.change() != Change.UNCHANGED).count();
  }

  /** The folder of the configuration. */
  public Path folder() {
    return desired.deploy().directory();
  }
}
