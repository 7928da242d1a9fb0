package dev.giteadrone.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.drone.RestDrone;
import dev.giteadrone.gitea.RestGitea;
import dev.giteadrone.http.Http;
import dev.giteadrone.http.HttpSettings;
import dev.giteadrone.http.ScriptedServer;
import dev.giteadrone.http.ScriptedServer.Received;
import dev.giteadrone.http.ScriptedServer.Reply;
import dev.giteadrone.http.Server;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.simulated.CannedResponse;
import dev.giteadrone.simulated.GoodServers;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A Gitea whose ROOT_URL has a path, behind which its pages, forms and redirects lie too. */
final class GiteaBelowAPathTest {
  private static final String BELOW = "/git";

  static Iterable<Operation> operations() {
    return Operation.all();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void eachOperationDoesTheSameThereAndNoRequestLeavesThePath(Operation operation)
      throws IOException {
    assertThat(resultOf(operation, BELOW)).isEqualTo(resultOf(operation, ""));
  }

  /** What it answers, without what is different from one server to the next. */
  private static String resultOf(Operation operation, String path) throws IOException {
    AtomicReference<GoodServers> good = new AtomicReference<>();
    try (ScriptedServer gitea = ScriptedServer.start(got -> reply(good.get(), got, path));
        ScriptedServer drone = ScriptedServer.start(got -> reply(good.get(), got, ""))) {
      URI root = URI.create(gitea.url() + path);
      good.set(new GoodServers(root.toString(), drone.url().toString(), true));

      Object result =
          operation
              .call()
              .apply(
                  new RestGitea(http("Gitea", root)),
                  new RestDrone(http("Drone", drone.url()), root));

      assertThat(gitea.received()).allMatch(got -> got.target().startsWith(path + "/"));
      assertThat(gitea.received().size() + drone.received().size()).isPositive();
      return String.valueOf(result)
          .replace(root.toString(), "GITEA")
          .replace(drone.url().toString(), "DRONE");
    }
  }

  private static Reply reply(GoodServers good, Received got, String path) {
    if (!got.path().startsWith(path + "/")) {
      return ScriptedServer.answer(404, "text/html", "not of this server");
    }
    String[] target = got.target().substring(path.length()).split("\\?", 2);
    CannedResponse answer =
        good.answer(
            got.method(), target[0], target.length > 1 ? target[1] : "", got.header("Cookie"));
    return ScriptedServer.answer(
        answer.status(),
        answer.type(),
        answer.body().replace("action=/", "action=" + path + "/"),
        IntStream.range(0, answer.headers().size() / 2)
            .mapToObj(i -> answer.headers().get(2 * i) + ": " + answer.headers().get(2 * i + 1))
            .map(header -> header.replaceFirst("^Location: /", "Location: " + path + "/"))
            .toArray(String[]::new));
  }

  private static Http http(String name, URI url) {
    return new Http(
        new Server(name, url, ProblemId.GITEA_READY),
        new HttpSettings(false, Optional.empty()),
        new Timeline(),
        () -> Deadline.in(Duration.ofSeconds(10)));
  }
}
