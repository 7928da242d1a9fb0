package dev.giteadrone.errors.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.fakes.TestProblem;
import dev.giteadrone.result.ProblemDetails;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LibraryTermsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run the same command again; --timeout gives more time"
            + "|call it again; timeout(limit) gives more time",
        "or give a longer --timeout.|or give a longer timeout(limit).",
        "then gitea-drone verify --level login|then verify() at level(VerifyLevel.LOGIN)",
        "git pull; gitea-drone bootstrap --allow-rotate|git pull; bootstrap() with allowRotate()",
        "gitea-drone rotate rpc-secret|gitea-drone rotate rpc-secret",
        "git --no-optional-locks --timeouts|git --no-optional-locks --timeouts",
        "choose another gitea.admin.username|choose another gitea.admin.username",
      })
  void optionsBecomeMethods(String commandLine, String library) {
    assertThat(next(LibraryTerms.FILE, commandLine)).isEqualTo(library);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "choose another gitea.admin.username or gitea.admin.email."
            + "|choose another admin(username) or email(address).",
        "name another file in secrets.file, secrets.admin or secrets.runner.file"
            + "|name another file in secrets(hostFile), adminSecrets(adminFile) or"
            + " secrets.runner.file",
        "correct gitea.url|correct gitea.url",
      })
  void keysOfAHostThatIsDescribedInCodeBecomeMethods(String commandLine, String library) {
    assertThat(next(LibraryTerms.CODE, commandLine)).isEqualTo(library);
  }

  @Test
  void theIdStays() {
    ProblemDetails details =
        LibraryTerms.CODE.details(TestProblem.of("secrets.file", "reading secrets.file", "a", "b"));

    assertThat(details.id()).isEqualTo("secrets.file");
    assertThat(details.tried()).isEqualTo("reading secrets(hostFile)");
  }

  private static String next(LibraryTerms terms, String text) {
    return terms.details(TestProblem.of("run.state", "tried", "seen", text)).next();
  }
}
