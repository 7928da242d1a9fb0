package dev.giteadrone.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.giteadrone.drone.RestDrone;
import dev.giteadrone.gitea.RestGitea;
import dev.giteadrone.http.Http;
import dev.giteadrone.http.HttpSettings;
import dev.giteadrone.http.ScriptedServer;
import dev.giteadrone.http.Server;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Credentials that somebody edited, or copied with a line end. */
final class UnfitCredentialTest {

  @ParameterizedTest
  @ValueSource(strings = {"s3cr3t\nX-Evil: yes", "s3cr3t\r\n", "s3cr3t\u0000", "s3cr3t\u00fc"})
  void whatFitsNoHeaderIsNeitherSentNorShown(String text) throws Exception {
    Secret secret = Secret.of(text);
    try (ScriptedServer server = ScriptedServer.start(got -> ScriptedServer.json("{}"))) {
      Http http =
          new Http(
              new Server("Server", server.url(), ProblemId.GITEA_READY),
              new HttpSettings(false, Optional.empty()),
              new Timeline(),
              () -> Deadline.in(Duration.ofSeconds(10)));
      RestGitea gitea = new RestGitea(http);
      RestDrone drone = new RestDrone(http, server.url());

      for (ThrowingCallable call :
          List.<ThrowingCallable>of(
              () -> gitea.users().signIn(new Credential.Token(secret)),
              () -> gitea.apps().delete(new Credential.Token(secret), 1),
              () -> gitea.instance().version(new Credential.Session(secret)),
              () -> gitea.instance().version(new Credential.Rpc(secret)),
              () -> drone.accounts().sync(secret))) {
        assertThatExceptionOfType(Failure.class)
            .isThrownBy(call)
            .withMessageNotContaining("not known")
            .satisfies(e -> {
              assertThat(e.exitCode()).isEqualTo(ExitCode.NOT_AUTHORISED);
              StringWriter trace = new StringWriter();
              e.printStackTrace(new PrintWriter(trace, true));
              assertThat(trace.toString()).doesNotContain("s3cr3t");
            });
      }
      assertThat(server.received()).isEmpty();
    }
  }
}
