package dev.giteadrone.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.giteadrone.model.result.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SopsTrialIT {
  @TempDir private Path folder;
  private RealSops sops;
  private Map<Path, String> before;

  @BeforeEach
  void keyAndRules() throws IOException {
    sops = new RealSops(folder);
    sops.encrypted("here.yaml", "drone: 'hunter2'\n");
    sops.stranger();
    before = files();
  }

  @AfterEach
  void nothingWasWritten() throws IOException {
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void aFileIsOpenedWithoutACopyOnTheDisk() {
    sops.trial(sops.file("here.yaml"), sops.withKey()).decrypt();
  }

  @Test
  void aFileThatNoKeyHereOpensIsAFailure() {
    assertThatExceptionOfType(NoKeyDecrypts.class)
        .isThrownBy(() -> sops.trial(sops.file("here.yaml"), strangersKey()).decrypt());
  }

  @ParameterizedTest
  @ValueSource(strings = {"new.yaml", "new.json", "new.env", "new.bin", "here.yaml"})
  void aHarmlessValueGoesThereAndBackInEachFormat(String name) {
    SopsTrial.RoundTrip trip =
        sops.trial(sops.file(name), sops.withKey()).roundTrip().orElseThrow();

    assertThat(trip.recipients().keys()).containsExactly(sops.recipient);
    assertThat(trip.refusal()).isEmpty();
  }

  @Test
  void whatTheRuleEncryptsForOthersCannotBeDecrypted() {
    SopsTrial.RoundTrip trip =
        sops.trial(sops.file("new.yaml"), strangersKey()).roundTrip().orElseThrow();

    assertThat(trip.recipients().keys()).containsExactly(sops.recipient);
    assertThat(trip.refusal().orElseThrow()).isInstanceOf(NoKeyDecrypts.class);
  }

  @Test
  void aFileWithoutARuleHasNoRoundTrip() {
    assertThat(sops.trial(sops.folder.resolve("else.yaml"), sops.withKey()).roundTrip()).isEmpty();
  }

  @Test
  void brokenRulesAreAFailure() throws IOException {
    Path rules = sops.folder.resolve(".sops.yaml");
    String good = Files.readString(rules);
    sops.rules("creation_rules: [\n");
    SopsTrial trial = sops.trial(sops.file("new.yaml"), sops.withKey());

    assertThatExceptionOfType(Failure.class)
        .isThrownBy(trial::roundTrip)
        .withMessageContaining(".sops.yaml");
    Files.writeString(rules, good);
  }

  private Map<String, String> strangersKey() {
    return Map.of("SOPS_AGE_KEY_FILE", sops.folder.resolve("stranger.txt").toString());
  }

  private Map<Path, String> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> regular = all.filter(Files::isRegularFile).toList();
      Map<Path, String> contents = new TreeMap<>();
      for (Path file : regular) {
        contents.put(file, Files.readString(file));
      }
      return contents;
    }
  }
}
