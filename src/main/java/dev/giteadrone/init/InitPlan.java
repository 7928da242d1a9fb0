package dev.giteadrone.init;

import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.plan.Change;
import java.nio.file.Path;
import java.util.List;

/**
 * The files that {@code init} will write, and what it found.
 *
 * @param desired the existing configuration, or the new one
 * @param items the files, in the order in which they are written
 * @param diff the difference to an existing {@code .sops.yaml}; empty if it does not change
 * @param warnings hints that stop nothing
 * @param updatekeys files that are kept and must be encrypted for one more recipient
 * @param filled whether the secrets file is kept and has all variables, as on a host that runs
 */
public record InitPlan(
    Desired desired,
    List<Item> items,
    List<String> diff,
    List<String> warnings,
    List<Path> updatekeys,
    boolean filled) {
  /** Copies the lists. */
  public InitPlan {
    items = List.copyOf(items);
    diff = List.copyOf(diff);
    warnings = List.copyOf(warnings);
    updatekeys = List.copyOf(updatekeys);
  }

  /**
   * One file of the plan.
   *
   * @param change unchanged for one that is kept
   * @param label a short word
   * @param text one line of text
   * @param write writes the file; does nothing for one that is kept
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
