package dev.giteadrone.gitea.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GenericPackageTest {
  @Test
  void aUrlNamesGiteaOwnerNameAndVersion() {
    GenericPackage at =
        GenericPackage.parse(
            "https://git.my-domain.tld:3000/sub/api/packages/ops/generic/a.b/1_7/");

    assertThat(at.gitea()).hasToString("https://git.my-domain.tld:3000/sub");
    assertThat(at.owner()).isEqualTo("ops");
    assertThat(at.name()).isEqualTo("a.b");
    assertThat(at.version()).isEqualTo("1_7");
    assertThat(at.path("x.zip")).isEqualTo("api/packages/ops/generic/a.b/1_7/x.zip");
    assertThat(at)
        .hasToString("https://git.my-domain.tld:3000/sub/api/packages/ops/generic/a.b/1_7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "git.my-domain.tld",
        "ftp://git.my-domain.tld/api/packages/ops/generic/hosts/1",
        "https:///api/packages/ops/generic/hosts/1",
        "https://git.my-domain.tld/ops/hosts",
        "https://git.my-domain.tld/api/packages/ops/generic/hosts",
        "https://git.my-domain.tld/api/packages/ops/maven/hosts/1",
        "https://git.my-domain.tld/api/packages/../generic/hosts/1",
        "https://git.my-domain.tld/api/packages/ops/generic/%2e%2e/1",
        "https://git.my-domain.tld/api/packages/ops/generic/hosts/1/file.zip",
        "https://git.my-domain.tld/api/packages/ops/generic/hosts/1?token=x",
        "https://git.my-domain.tld/api/packages/ops/generic/hosts/1#x",
        "https://git.my-domain.tld/api/packages/ops/generic/ho sts/1"
      })
  void anotherUrlIsRefused(String url) {
    assertThatThrownBy(() -> GenericPackage.parse(url))
        .isInstanceOfSatisfying(
            Failure.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageContaining("OWNER/generic/NAME/VERSION");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://me:pass-word@git.my-domain.tld/api/packages/ops/generic/hosts/1",
        "https://pass-word@git.my-domain.tld/api/packages/ops/generic/hosts/1",
        "https://me:pass-word @git.my-domain.tld/"
      })
  void aPasswordInItIsNotShown(String url) {
    assertThatThrownBy(() -> GenericPackage.parse(url))
        .isInstanceOf(Failure.class)
        .hasMessageNotContaining("pass-word");
  }

  @Test
  void aUrlWithoutAVersionLosesItsSlash() {
    String url = "https://git.my-domain.tld/api/packages/ops/generic/hosts";

    assertThat(GenericPackage.withoutVersion(url + "/")).isEqualTo(url);
    assertThatThrownBy(() -> GenericPackage.withoutVersion(url + "/17"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("it ends in the version 17")
        .hasMessageContaining("leave /17 out");
  }
}
