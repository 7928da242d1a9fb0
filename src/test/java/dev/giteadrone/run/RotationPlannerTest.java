package dev.giteadrone.run;

import static dev.giteadrone.reconcile.WiringScene.wired;
import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.fakes.TestConfig;
import dev.giteadrone.model.desired.Rotation;
import dev.giteadrone.model.observed.AccessObserved;
import dev.giteadrone.model.observed.AccountObserved;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.GiteaUser;
import dev.giteadrone.reconcile.PlanText;
import dev.giteadrone.reconcile.SeenFiles;
import dev.giteadrone.reconcile.WiringScene;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each rotation does on a host where all is well. */
final class RotationPlannerTest {
  private static final AdminRecord WITH_PASSWORD =
      AdminRecord.EMPTY
          .with(AdminKey.PASSWORD, Secret.of("password"))
          .with(AdminKey.TOKEN, Secret.of("token"));
  private static final AdminRecord WITHOUT_PASSWORD = WITH_PASSWORD.without(AdminKey.PASSWORD);

  /**
   * A row.
   *
   * @param plan what is planned
   * @param withDataKey what is planned with {@code --data-key}
   */
  record Row(
      String found,
      Rotation what,
      AdminRecord admin,
      WiringScene scene,
      String plan,
      String withDataKey) {
    @Override
    public String toString() {
      return what.label() + ": " + found;
    }
  }

  static Stream<Row> policy() {
    return Stream.of(
        new Row(
            "the application is ours",
            Rotation.CLIENT_SECRET,
            WITH_PASSWORD,
            wired(),
            "MintClientSecret!",
            "RenewDataKey, MintClientSecret!"),
        new Row(
            "the application is somebody else's",
            Rotation.CLIENT_SECRET,
            WITH_PASSWORD,
            wired().noApps(),
            "4 rotate.client-secret",
            "4 rotate.client-secret"),
        new Row(
            "all is well",
            Rotation.RPC_SECRET,
            WITHOUT_PASSWORD,
            wired(),
            "GenerateRpcSecret!",
            "RenewDataKey, GenerateRpcSecret!"),
        new Row(
            "all is well",
            Rotation.ADMIN_PASSWORD,
            WITH_PASSWORD,
            wired(),
            "ChangePassword!",
            "RenewDataKey, ChangePassword!"),
        new Row(
            "no password is stored",
            Rotation.ADMIN_PASSWORD,
            WITHOUT_PASSWORD,
            wired(),
            "4 rotate.admin-password",
            "4 rotate.admin-password"),
        new Row(
            "all is well",
            Rotation.ADMIN_TOKEN,
            WITH_PASSWORD,
            wired(),
            "CreateToken",
            "RenewDataKey, CreateToken"),
        new Row(
            "no password is stored",
            Rotation.ADMIN_TOKEN,
            WITHOUT_PASSWORD,
            wired(),
            "4 rotate.admin-token",
            "4 rotate.admin-token"));
  }

  @ParameterizedTest
  @MethodSource("policy")
  void plans(Row row) {
    assertThat(plan(row, false)).isEqualTo(row.plan());
    assertThat(plan(row, true)).isEqualTo(row.withDataKey());
  }

  private static String plan(Row row, boolean dataKey) {
    return PlanText.of(
        new RotationPlanner(TestConfig.desired())
            .plan(row.what(), dataKey, access(row.admin()), row.scene().seen()));
  }

  private static AccessObserved access(AdminRecord admin) {
    return new AccessObserved(
        SeenFiles.admin(admin),
        Duration.ZERO,
        Optional.of("1.26.0"),
        Optional.empty(),
        admin.get(AdminKey.TOKEN).map(Credential.Token::new),
        false,
        Optional.of(new GiteaUser(1, "my-admin", "me@example.org", true, true)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        AccountObserved.NOT_ASKED);
  }
}
