package dev.giteadrone.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.giteadrone.doctor.Finding.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a key of age-keygen that was thrown away. */
final class KeysTest {
  private static final String RECIPIENT =
      "age1adj09fxyw7qqwt0692z6dwzthjvcmpd7seaa3rug2233az9dz46qx26yfk";
  private static final String IDENTITY =
      "AGE-SECRET-KEY-1AJETQDHW58M9NY77V32VG43PTLV7VJ38UFGP09U0JF9U3LALQJPQQP6F0G";

  @TempDir private Path home;

  @Test
  void theKeyIsShownByItsPublicHalf() throws Exception {
    Path file = Files.writeString(home.resolve("key.txt"), "# mine\n" + IDENTITY + "\n");
    for (Map<String, String> environment :
        List.of(Map.of("SOPS_AGE_KEY_FILE", file.toString()), Map.of("SOPS_AGE_KEY", IDENTITY))) {
      List<Finding> found = keys(environment);

      assertThat(found).extracting(Finding::status).containsExactly(Status.OK);
      assertThat(found.getFirst().text()).startsWith(RECIPIENT + ", from ");
      assertThat(found.toString()).doesNotContain("SECRET");
    }
  }

  @Test
  void theDefaultFileOfSopsIsFound() throws Exception {
    Path file = home.resolve(".config/sops/age/keys.txt");
    Files.createDirectories(file.getParent());
    Files.writeString(file, IDENTITY);

    assertThat(keys(Map.of()))
        .extracting(Finding::text)
        .containsExactly(RECIPIENT + ", from " + file);
  }

  @Test
  void aVariableThatPointsAtNothingIsBad() {
    assertThat(keys(Map.of("SOPS_AGE_KEY_FILE", "/nowhere/key.txt")))
        .extracting(Finding::status, Finding::text)
        .containsExactly(
            tuple(Status.BAD, "SOPS_AGE_KEY_FILE names /nowhere/key.txt, which does not exist"));
  }

  @Test
  void whatIsNoKeyFileIsNamedAndNotQuoted() throws Exception {
    Path file = Files.writeString(home.resolve("key.txt"), "hush-hush");
    List<Finding> found = keys(Map.of("SOPS_AGE_KEY_FILE", file.toString()));

    assertThat(found).extracting(Finding::status).containsExactly(Status.WARNING);
    assertThat(found.toString()).doesNotContain("hush-hush");
    assertThat(keys(Map.of("SOPS_AGE_KEY_FILE", home.toString())))
        .extracting(Finding::status)
        .containsExactly(Status.BAD);
  }

  @Test
  void withoutAKeyWhatToDoIsSaid() {
    Finding none = keys(Map.of()).getFirst();

    assertThat(none.status()).isEqualTo(Status.WARNING);
    assertThat(none.next()).contains("gitea-drone init");
  }

  private List<Finding> keys(Map<String, String> environment) {
    return new Keys(Machines.with(home, environment)).findings();
  }
}
