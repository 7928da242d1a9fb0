package dev.giteadrone.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ReferenceNeedsTest {
  private static final SandboxOptions OPTIONS =
      SandboxOptions.blank().withProfile(Profile.REFERENCE);

  @Test
  void aMachineWithEverythingWillDo() {
    assertThatCode(() -> needs(true, true, true).check(OPTIONS)).doesNotThrowAnyException();
  }

  @Test
  void withoutRootItSaysHowToGoOn() {
    Failure failure = failure(needs(false, false, true), OPTIONS);

    assertThat(failure.problem().seen()).contains("not root").doesNotContain("mounts");
    assertThat(failure.problem().next()).isEqualTo("start it as root");
  }

  @Test
  void allThatIsMissingIsNamedAtOnceWithTheCommandThatInstallsIt() {
    Failure failure = failure(needs(false, false, false), OPTIONS.withDrones(2));

    assertThat(failure.problem().seen())
        .contains("not root", "missing: postgresql nginx openssl", "one Drone, not 2");
    assertThat(failure.problem().next())
        .contains("apt-get install --no-install-recommends postgresql nginx openssl");
  }

  @Test
  void aContainerWithoutTheCapabilityIsNamed() {
    Failure failure = failure(needs(true, false, true), OPTIONS);

    assertThat(failure.problem().next()).contains("SYS_ADMIN");
  }

  private static Failure failure(ReferenceNeeds needs, SandboxOptions options) {
    Failure failure = catchThrowableOfType(Failure.class, () -> needs.check(options));
    assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
    return failure;
  }

  private static ReferenceNeeds needs(boolean root, boolean worlds, boolean installed) {
    return new ReferenceNeeds(
        root,
        worlds,
        name ->
            installed || !(name.equals("nginx") || name.equals("openssl"))
                ? Optional.of(Path.of("/usr/bin", name))
                : Optional.empty(),
        installed ? Optional.of(Path.of("/usr/lib/postgresql/15/bin")) : Optional.empty());
  }
}
