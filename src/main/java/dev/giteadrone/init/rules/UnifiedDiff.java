package dev.giteadrone.init.rules;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.List;

/** The difference of two texts in the format of {@code diff -u}. */
public final class UnifiedDiff {
  private static final int CONTEXT = 3;

  private UnifiedDiff() {}

  /** The lines; none if both texts have the same. */
  public static List<String> of(String name, String before, String after) {
    List<String> old = before.lines().toList();
    return UnifiedDiffUtils.generateUnifiedDiff(
        name, name, old, DiffUtils.diff(old, after.lines().toList()), CONTEXT);
  }
}
