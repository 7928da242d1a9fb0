package dev.giteadrone.gitea;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.ClientProbe;
import dev.giteadrone.model.server.GiteaState;
import dev.giteadrone.model.server.MintedApp;
import dev.giteadrone.model.server.OAuthApp;
import dev.giteadrone.model.server.SignIn;
import dev.giteadrone.model.server.SignUp;
import dev.giteadrone.servers.RealGitea;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Gitea set up in ways that change what it answers; one server a test. */
final class GiteaVariantsIT {
  private static final Secret PASSWORD = Secret.of("correct-horse-Battery-9");
  private static final Credential.Basic BOSS = new Credential.Basic("boss", PASSWORD);

  @Test
  void belowAPathFormsAndApiWorkTheSame() throws Exception {
    try (RealGitea server = RealGitea.start("/git", Map.of("server.USE_SUB_URL_PATH", "true"))) {
      RestGitea gitea = new RestGitea(server.http());

      assertThat(gitea.instance().state()).isEqualTo(new GiteaState.Ready());
      assertThat(gitea.instance().rootUrl()).contains(server.url());
      assertThat(gitea.forms().signUp("boss", "boss@example.com", PASSWORD))
          .isEqualTo(new SignUp.Created());
      MintedApp app = gitea.apps().create(BOSS, "Drone", "http://old/login");
      OAuthApp old = app.app();
      assertThat(
              gitea
                  .forms()
                  .editApp(
                      BOSS,
                      new OAuthApp(
                          old.id(), old.name(), old.clientId(), List.of("http://new/login"), true)))
          .isTrue();
      assertThat(gitea.apps().probe(old.clientId(), app.secret(), "http://new/login"))
          .isEqualTo(ClientProbe.RIGHT);
      assertThat(gitea.forms().editApp(new Credential.Basic("boss", Secret.of("no")), old))
          .isFalse();
    }
  }

  @Test
  void theInstallPageIsNotTakenForReady() throws Exception {
    try (RealGitea server = RealGitea.start(Map.of("security.INSTALL_LOCK", "false"))) {
      RestGitea gitea = new RestGitea(server.http());

      assertThat(gitea.instance().state()).isEqualTo(new GiteaState.Installing());
      assertThat(gitea.instance().rootUrl()).isEmpty();
    }
  }

  @Test
  void aClosedGiteaTellsStrangersNothing() throws Exception {
    try (RealGitea server =
        RealGitea.start(
            Map.of(
                "service.DISABLE_REGISTRATION", "true",
                "service.REQUIRE_SIGNIN_VIEW", "true"))) {
      RestGitea gitea = new RestGitea(server.http());

      assertThat(gitea.instance().state()).isEqualTo(new GiteaState.Ready());
      assertThat(gitea.forms().signUp("boss", "boss@example.com", PASSWORD))
          .isEqualTo(new SignUp.Closed());
      assertThatExceptionOfType(Failure.class)
          .isThrownBy(() -> gitea.instance().version(Credential.ANONYMOUS))
          .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.NOT_AUTHORISED));
      server.run(
          "admin",
          "user",
          "create",
          "--username",
          "boss",
          "--email",
          "b@example.com",
          "--password",
          PASSWORD.reveal(),
          "--admin");
      assertThat(gitea.instance().version(BOSS)).startsWith("1.");
      assertThat(gitea.users().signIn(BOSS)).isInstanceOf(SignIn.Accepted.class);
      assertThat(gitea.apps().probe("x", Secret.of("y"), "http://z"))
          .isEqualTo(ClientProbe.UNKNOWN_CLIENT);
    }
  }

  @Test
  void aCaptchaIsLeftToPeople() throws Exception {
    try (RealGitea server = RealGitea.start(Map.of("service.ENABLE_CAPTCHA", "true"))) {
      RestGitea gitea = new RestGitea(server.http());

      assertThat(gitea.forms().signUp("boss", "boss@example.com", PASSWORD))
          .isInstanceOfSatisfying(
              SignUp.Rejected.class, rejected -> assertThat(rejected.reason()).contains("captcha"));
    }
  }
}
