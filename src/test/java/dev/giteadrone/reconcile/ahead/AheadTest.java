package dev.giteadrone.reconcile.ahead;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.fakes.TestProblem;
import dev.giteadrone.model.observed.LiveObserved;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.secret.HostSecrets;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Variable;
import dev.giteadrone.model.server.ClientProbe;
import dev.giteadrone.model.server.DroneInfo;
import dev.giteadrone.model.server.LiveClient;
import dev.giteadrone.model.server.RpcProbe;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class AheadTest {
  private static final HostSecrets HOST = secrets("one");

  private final AtomicLong changes = new AtomicLong();
  private final Ahead<HostSecrets, LiveObserved> ahead =
      new Ahead<>(changes::get, LiveObserved::isWell);

  @Test
  void whatIsWellCountsOnce() {
    ahead.start(HOST, () -> live(ClientProbe.RIGHT, RpcProbe.RIGHT));

    assertThat(ahead.take(HOST)).contains(live(ClientProbe.RIGHT, RpcProbe.RIGHT));
    assertThat(ahead.take(HOST)).isEmpty();
  }

  @Test
  void nothingWasSeenBeforeALook() {
    assertThat(ahead.take(HOST)).isEmpty();
  }

  @Test
  void looksOnce() {
    AtomicInteger looks = new AtomicInteger();
    for (int i = 0; i < 2; i++) {
      ahead.start(
          HOST,
          () -> {
            looks.incrementAndGet();
            return live(ClientProbe.RIGHT, RpcProbe.RIGHT);
          });
    }

    ahead.take(HOST);

    assertThat(looks).hasValue(1);
  }

  @ParameterizedTest
  @EnumSource(value = RpcProbe.class, mode = EnumSource.Mode.EXCLUDE, names = "RIGHT")
  void anotherRpcSecretIsLookedAtAgain(RpcProbe rpc) {
    ahead.start(HOST, () -> live(ClientProbe.RIGHT, rpc));

    assertThat(ahead.take(HOST)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"UNKNOWN", "UNKNOWN_CLIENT", "WRONG_SECRET"})
  void aClientThatGiteaRefusesIsLookedAtAgain(ClientProbe probe) {
    ahead.start(HOST, () -> live(probe, RpcProbe.RIGHT));

    assertThat(ahead.take(HOST)).isEmpty();
  }

  @Test
  void afterAChangeItIsLookedAtAgain() {
    ahead.start(HOST, () -> live(ClientProbe.RIGHT, RpcProbe.RIGHT));
    changes.incrementAndGet();

    assertThat(ahead.take(HOST)).isEmpty();
  }

  @Test
  void withSecretsThatWereReadAgainItIsLookedAtAgain() {
    ahead.start(HOST, () -> live(ClientProbe.RIGHT, RpcProbe.RIGHT));

    assertThat(ahead.take(secrets("one"))).isEmpty();
  }

  @Test
  void aFailureIsLeftToTheLookInItsTurn() {
    ahead.start(
        HOST,
        () -> {
          throw new Failure(
              ExitCode.UNREACHABLE, TestProblem.of("drone.ready", "asking", "silence", "wait"));
        });

    assertThat(ahead.take(HOST)).isEmpty();
  }

  private static LiveObserved live(ClientProbe probe, RpcProbe rpc) {
    return new LiveObserved(
        new DroneInfo.Running("1.10.1", false),
        Optional.of(new LiveClient("c", "http://d/login", "http://g/authorize", probe, "")),
        rpc);
  }

  private static HostSecrets secrets(String value) {
    return new HostSecrets(Map.of(Variable.DRONE_RPC_SECRET, Secret.of(value)), 0);
  }
}
