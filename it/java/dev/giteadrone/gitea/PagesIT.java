package dev.giteadrone.gitea;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.MintedApp;
import dev.giteadrone.model.server.OAuthApp;
import dev.giteadrone.model.server.SignIn;
import dev.giteadrone.model.server.SignUp;
import dev.giteadrone.model.server.SignUpPage;
import dev.giteadrone.model.server.WebSignIn;
import dev.giteadrone.servers.RealGitea;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Gitea's pages mean the same in every language. */
@ParameterizedClass
@SuppressWarnings("NullAway.Init") // JUnit sets the fields for each language
@EnumSource(Language.class)
final class PagesIT {
  private static final Secret PASSWORD = Secret.of("correct-horse-Battery-9");
  private static final Credential.Basic BOSS = new Credential.Basic("boss", PASSWORD);

  private static RealGitea server;
  private static RestGitea gitea;

  @Parameter Language language;

  @BeforeParameterizedClassInvocation
  static void startABlankGiteaAndSignUp(Language language) throws Exception {
    server = RealGitea.start(language.settings());
    gitea = new RestGitea(server.http());
    assertThat(gitea.forms().signUpPage()).isEqualTo(SignUpPage.OPEN);
    assertThat(gitea.forms().signUp("boss", "boss@example.com", PASSWORD))
        .isEqualTo(new SignUp.Created());
  }

  @AfterParameterizedClassInvocation
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void aRefusedSignUpNamesTheInput() {
    assertThat(field("Boss", "other@example.com", PASSWORD)).isEqualTo(SignUp.Field.USER_NAME);
    assertThat(field("api", "other@example.com", PASSWORD)).isEqualTo(SignUp.Field.USER_NAME);
    assertThat(field("other", "boss@example.com", PASSWORD)).isEqualTo(SignUp.Field.EMAIL);
    assertThat(field("other", "other@example.com", Secret.of("x")))
        .isEqualTo(SignUp.Field.PASSWORD);
    assertThat(gitea.users().find(BOSS, "other")).isEmpty();
  }

  private SignUp.Field field(String name, String email, Secret password) {
    SignUp answer = gitea.forms().signUp(name, email, password);
    assertThat(answer).isInstanceOf(SignUp.Rejected.class);
    SignUp.Rejected rejected = (SignUp.Rejected) answer;
    assertThat(rejected.reason().codePoints().anyMatch(Character::isIdeographic))
        .as(rejected.reason())
        .isEqualTo(language == Language.CHINESE);
    return rejected.field();
  }

  @Test
  void aClosedOrGuardedSignUpPageIsToldBeforeAnythingIsSent() throws Exception {
    assertThat(pageWith("service.DISABLE_REGISTRATION")).isEqualTo(SignUpPage.CLOSED);
    assertThat(pageWith("service.ALLOW_ONLY_EXTERNAL_REGISTRATION")).isEqualTo(SignUpPage.CLOSED);
    assertThat(pageWith("service.ENABLE_CAPTCHA")).isEqualTo(SignUpPage.CAPTCHA);
  }

  private SignUpPage pageWith(String setting) throws Exception {
    Map<String, String> settings = new HashMap<>(language.settings());
    settings.put(setting, "true");
    try (RealGitea other = RealGitea.start(settings)) {
      return new RestGitea(other.http()).forms().signUpPage();
    }
  }

  @Test
  void theSignInFormTellsWhyItLetsNobodyIn() throws Exception {
    assertThat(signIn("boss")).isEqualTo(WebSignIn.SIGNED_IN);
    assertThat(gitea.forms().signIn(new Credential.Basic("boss", Secret.of("wrong"))))
        .isEqualTo(WebSignIn.REFUSED);
    assertThat(signIn("nobody-there")).isEqualTo(WebSignIn.REFUSED);
    user("sleeper", "\"active\": false");
    assertThat(signIn("sleeper")).isEqualTo(WebSignIn.INACTIVE);
    assertThat(gitea.users().signIn(new Credential.Basic("sleeper", PASSWORD)))
        .isEqualTo(new SignIn.Refused(SignIn.Reason.INACTIVE));
    user("banned", "\"prohibit_login\": true");
    assertThat(signIn("banned")).isEqualTo(WebSignIn.INACTIVE);
    user("changer", "\"must_change_password\": true");
    assertThat(signIn("changer")).isEqualTo(WebSignIn.MUST_CHANGE);
    assertThat(gitea.users().signIn(new Credential.Basic("changer", PASSWORD)))
        .isEqualTo(new SignIn.Refused(SignIn.Reason.MUST_CHANGE_PASSWORD));
    user("careful", "\"active\": true");
    server.sql(
        "insert into two_factor (uid, secret, created_unix, updated_unix)"
            + " select id, 'x', 1, 1 from user where name = 'careful'");
    assertThat(signIn("careful")).isEqualTo(WebSignIn.SECOND_FACTOR);
    user("keyed", "\"active\": true");
    server.sql(
        "insert into webauthn_credential (name, lower_name, user_id, created_unix, updated_unix)"
            + " select 'k', 'k', id, 1, 1 from user where name = 'keyed'");
    assertThat(signIn("keyed")).isEqualTo(WebSignIn.SECOND_FACTOR);
  }

  @Test
  void aSignInFormThatIsNotThereTellsNothing() throws Exception {
    Map<String, String> settings = new HashMap<>(language.settings());
    settings.put("service.ENABLE_PASSWORD_SIGNIN_FORM", "false");
    try (RealGitea other = RealGitea.start(settings)) {
      assertThat(new RestGitea(other.http()).forms().signIn(BOSS)).isEqualTo(WebSignIn.UNKNOWN);
    }
  }

  @Test
  void theFormOfAnApplicationKeepsItsSecret() {
    MintedApp minted = gitea.apps().create(BOSS, "Drone", "http://old/login");
    OAuthApp old = minted.app();
    OAuthApp wanted =
        new OAuthApp(old.id(), old.name(), old.clientId(), List.of("http://new/login"), true);

    assertThat(gitea.forms().editApp(BOSS, wanted)).isTrue();

    assertThat(gitea.apps().all(BOSS)).contains(wanted);
  }

  private static WebSignIn signIn(String name) {
    return gitea.forms().signIn(new Credential.Basic(name, PASSWORD));
  }

  private static void user(String name, String change) throws Exception {
    assertThat(gitea.users().create(BOSS, name, name + "@example.com", PASSWORD)).isTrue();
    server
        .api(BOSS)
        .patch(
            "/api/v1/admin/users/" + name,
            "{\"source_id\": 0, \"login_name\": \"%s\", %s}".formatted(name, change));
  }
}
