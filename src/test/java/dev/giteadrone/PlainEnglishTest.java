package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people read is plain, present-day English: archaic words and riddles stay out of it. */
final class PlainEnglishTest {
  /** Files and folders that are read. One more line here holds more of the tree to the rules. */
  private static final List<String> ROOTS =
      List.of(
          "README.md", //
          "it/java",
          "scripts",
          "src/dist/java",
          "src/main",
          "src/nix",
          "src/site/check.py",
          "src/site/commands.yaml",
          "src/site/hooks.py",
          "src/site/markdown",
          "src/site/mkdocs.yml",
          "src/site/pictures.py",
          "src/test");

  /** Regular expressions; a blank stands for any gap, line breaks and comment marks included. */
  private static final List<String> BANNED =
      List.of(
          // Archaic words. Behind each: what to write.
          "anew", // again; rotate
          "lest", // so that … not
          "whither", // where
          "whence", // from where
          "wherefore", // why
          "wherever it is", // everywhere; anywhere
          "hitherto", // until now
          "henceforth", // from now on
          "thereof", // of it
          "thereupon", // then
          "amiss", // wrong
          "aught", // anything
          "naught", // nothing
          "shall", // must; will
          "mend(s|ed|ing)?", // repair
          "in vain", // without effect
          "for ever", // forever
          "for want of", // without; because there is no
          "to be had", // available
          "(is|are|be|lies?|lay) to hand", // available
          "lived through", // tested
          "betokens?", // shows
          // Phrases that are not English, or leave the reader to guess.
          "ends? to work", // stops working; no longer works
          "ceases? to", // stops
          "c[ao]me to (its|an) end", // was not interrupted; ended
          "(is|are) to be new", // rotate a secret
          "(is|are) to go", // is removed; uninstall
          "the straight one", // directly
          "is not spoken", // there is no TLS on this port
          "bounds (the|each|a)", // time limit of
          "the deploy apart", // not counting the deploy
          "the deploy is through", // is finished
          "all works before", // everything is healthy before
          "another (\\w+ )?than", // a different one from; not the same as
          "tells two listeners", // sends each event to both
          "be it (by|in|at|of)", // whether by
          "in the place of a", // instead of a
          "asks? nothing of", // does not check
          "makes? up for it"); // does not finish it later

  @ParameterizedTest
  @ValueSource(
      strings = {
        "makes client-secret, rpc-secret, admin-password or admin-token anew",
        "has Drone make the webhooks anew that still call the old host",
        "the old one ends to work wherever it is still in use",
        "The run came to its end.",
        "All works before something that works is made anew.",
        "The way to the two servers, where it is not the straight one",
        "TLS is not spoken there, or not the TLS we speak",
        "Bounds the run, the deploy apart",
        "The tests would run on another host than yours",
        "A secret is to be new",
        "All of it is to go",
        "Tells two listeners",
        "made\n   * anew",
        "\"the old one ends \"\n        + \"to work\"",
      })
  void anExampleOfEachKindIsFound(String text) {
    assertThat(found(text)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rotates a secret",
        "the old secret no longer works",
        "the latest version, at least 3.11, amended by hand",
        "a shallow clone",
        "It has one more than the other.",
      })
  void plainEnglishIsNot(String text) {
    assertThat(found(text)).isEmpty();
  }

  @Test
  void whatPeopleReadHasNone() throws IOException {
    List<String> all = new ArrayList<>();
    for (String root : ROOTS) {
      List<Path> files = files(Path.of(root));
      assertThat(files).as(root).isNotEmpty();
      for (Path file : files) {
        found(Files.readString(file)).forEach(place -> all.add(file + ":" + place));
      }
    }
    assertThat(all).isEmpty();
  }

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> below = Files.walk(root)) {
      return below
          .filter(Files::isRegularFile)
          .filter(file -> !file.endsWith("PlainEnglishTest.java")) // it quotes what it bans
          .filter(file -> !file.toString().endsWith(".png"))
          .sorted()
          .toList();
    }
  }

  /** Each place with its line number and what stands there. */
  private static List<String> found(String text) {
    List<String> places = new ArrayList<>();
    for (String banned : BANNED) {
      String gap = banned.replace(" ", "[\\s*/\"+]+");
      Matcher matcher = Pattern.compile("(?i)\\b(?:" + gap + ")\\b").matcher(text);
      while (matcher.find()) {
        long line = 1 + text.substring(0, matcher.start()).chars().filter(c -> c == '\n').count();
        places.add(line + " \"" + matcher.group().replaceAll("\\s+", " ") + "\"");
      }
    }
    return places;
  }
}
