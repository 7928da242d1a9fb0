package dev.giteadrone.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.model.observed.LiveObserved;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.secret.HostSecrets;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Variable;
import dev.giteadrone.model.server.ClientProbe;
import dev.giteadrone.model.server.DroneInfo;
import dev.giteadrone.model.server.LiveClient;
import dev.giteadrone.model.server.RpcProbe;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Pace;
import dev.giteadrone.time.Poller;
import dev.giteadrone.time.Timeline;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** What ends the wait for a Drone that is to show what was deployed. */
final class DroneWatchTest {
  private static final HostSecrets FILE =
      new HostSecrets(Map.of(Variable.DRONE_GITEA_CLIENT_ID, Secret.of("id")), 0);
  private static final LiveObserved STALE = seen(ClientProbe.WRONG_SECRET);
  private static final LiveObserved CUT_SHORT = seen(ClientProbe.UNKNOWN);
  private static final LiveObserved LATE =
      new LiveObserved(new DroneInfo.Late("no answer in time"), Optional.empty(), RpcProbe.UNKNOWN);

  @Test
  void lookCutShortByTheRunsLimitIsNoEffectOfTheDeploy() {
    DroneWatch.Seen ended = watch(Deadline.in(Duration.ofMillis(90)), STALE, CUT_SHORT);

    assertThat(ended.last()).isEqualTo(STALE);
  }

  @Test
  void lookCutShortByTheRunsLimitIsNoLateDrone() {
    DroneWatch.Seen ended = watch(Deadline.in(Duration.ofMillis(90)), STALE, LATE);

    assertThat(ended.last()).isEqualTo(STALE);
  }

  @Test
  void answerWithoutAVerdictEndsTheWaitWhereTimeIsLeft() {
    DroneWatch.Seen ended = watch(Deadline.in(Duration.ofHours(1)), STALE, CUT_SHORT);

    assertThat(ended.last()).isEqualTo(CUT_SHORT);
  }

  /** Looks at what is given, the last of it again and again. */
  private static DroneWatch.Seen watch(Deadline deadline, LiveObserved... looks) {
    Queue<LiveObserved> left = new ArrayDeque<>(List.of(looks));
    Poller poller = new Poller(new Timeline(), Progress.SILENT, Pace.DEFAULT.faster(10));
    return new DroneWatch(
            poller, () -> deadline, () -> left.size() > 1 ? left.remove() : left.element())
        .until(
            Duration.ofHours(1),
            live ->
                Optional.of(Drift.describe(Drift.lacks(FILE, live)))
                    .filter(words -> !words.isEmpty()));
  }

  private static LiveObserved seen(ClientProbe probe) {
    return new LiveObserved(
        new DroneInfo.Running("1.10.1", false),
        Optional.of(new LiveClient("id", "https://drone/login", "https://gitea", probe, "")),
        RpcProbe.RIGHT);
  }
}
