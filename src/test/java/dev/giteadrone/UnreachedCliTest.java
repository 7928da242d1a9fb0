package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.fakes.FakeGitea;
import dev.giteadrone.fakes.FakeGiteaCli;
import dev.giteadrone.fakes.InMemoryGateways;
import dev.giteadrone.fakes.InMemoryServers;
import dev.giteadrone.fakes.TestConfig;
import dev.giteadrone.fakes.TestProblem;
import dev.giteadrone.gitea.GiteaCli;
import dev.giteadrone.gitea.NoEffectFailure;
import dev.giteadrone.model.desired.AdminCreation;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.ListedUser;
import dev.giteadrone.model.server.SignIn;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.time.Deadline;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Runs whose way to Gitea's own command line fails, and the runs after them. */
final class UnreachedCliTest {
  private static final Problem GONE = TestProblem.of("admin.exists", "trying", "no answer", "wait");

  private final InMemoryServers world = new InMemoryServers();

  @Test
  void aUserWhoAppearsAfterARunThatDidNotGetThereIsNotTakenForOurs() {
    RunReport first = bootstrap(failing(new NoEffectFailure(ExitCode.UNREACHABLE, GONE)));
    assertThat(first.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(world.adminFile()).isEmpty();
    world.addUser("my-admin", "hers", true);

    RunReport second = bootstrap(new FakeGiteaCli(world));

    assertThat(second.exitCode()).isEqualTo(ExitCode.NOT_AUTHORISED);
    assertThat(second.problem().orElseThrow().seen()).contains("taken");
    assertThat(signIn("hers")).isInstanceOf(SignIn.Accepted.class);
  }

  @Test
  void whatMayHaveBeenDoneIsResumed() {
    RunReport first = bootstrap(failing(new Failure(ExitCode.UNREACHABLE, GONE)));
    assertThat(first.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    world.addUser("my-admin", "random", true);
    bootstrap(failing(new NoEffectFailure(ExitCode.UNREACHABLE, GONE)));
    assertThat(world.adminFile().orElseThrow().get(AdminKey.PENDING_ADMIN)).isPresent();

    assertThat(bootstrap(new FakeGiteaCli(world)).exitCode()).isEqualTo(ExitCode.DONE);
  }

  private SignIn signIn(String password) {
    return new FakeGitea(world)
        .users()
        .signIn(new Credential.Basic("my-admin", Secret.of(password)));
  }

  private RunReport bootstrap(GiteaCli cli) {
    Desired desired = TestConfig.desired(AdminCreation.CLI, Optional.empty());
    return RunOn.gateways(desired, RunOptions.DEFAULT, InMemoryGateways.of(world, cli)).bootstrap();
  }

  private static GiteaCli failing(Failure failure) {
    return new GiteaCli() {
      @Override
      public ListedUser look(String username, Deadline deadline) {
        return ListedUser.UNKNOWN;
      }

      @Override
      public boolean createAdmin(String username, String email, Deadline deadline) {
        throw failure;
      }

      @Override
      public Secret generateToken(
          String username, String name, List<String> scopes, Deadline deadline) {
        throw new AssertionError("nobody is there");
      }
    };
  }
}
