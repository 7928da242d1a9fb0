package dev.giteadrone.cli.reference;

import dev.giteadrone.config.Nearest;
import dev.giteadrone.model.result.ProblemId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the ids that somebody may have meant. */
final class NearestProblems {
  private NearestProblems() {}

  /**
   * The ids that begin with what was typed, or have it as a word; else the id with the fewest
   * mistyped letters. Empty if nothing is near.
   */
  static List<String> to(String typed) {
    String word = typed.toLowerCase(Locale.ROOT);
    List<String> ids = Arrays.stream(ProblemId.values()).map(ProblemId::id).toList();
    Optional<String> mistyped = Nearest.to(word, ids);
    List<String> begin = ids.stream().filter(id -> begins(id, word)).toList();
    if (!begin.isEmpty()) {
      return begin;
    }
    if (mistyped.isPresent()) {
      return List.of(mistyped.get());
    }
    String subject = word.replaceFirst("\\..*", "");
    List<String> inside = ids.stream().filter(id -> hasWord(id, word)).toList();
    return inside.isEmpty() && word.contains(".")
        ? Nearest.to(subject, ids.stream().map(id -> id.replaceFirst("\\..*", "")).toList())
            .map(near -> ids.stream().filter(id -> id.startsWith(near + ".")).toList())
            .orElse(List.of())
        : inside;
  }

  private static boolean begins(String id, String word) {
    return id.startsWith(word + ".") || id.startsWith(word + "-");
  }

  private static boolean hasWord(String id, String word) {
    return List.of(id.split("[.-]")).contains(word) || id.endsWith("." + word);
  }
}
