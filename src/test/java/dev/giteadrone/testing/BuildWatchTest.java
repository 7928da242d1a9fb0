package dev.giteadrone.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.giteadrone.http.Json;
import dev.giteadrone.services.drone.BuildsApi;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import retrofit2.Retrofit;

/** Waiting on a Drone that has more builds than one page. */
final class BuildWatchTest {
  private static final int BUILDS = 120;
  private static final int PAGE = 50;

  private HttpServer drone;

  @BeforeEach
  void start() throws IOException {
    drone = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    drone.createContext(
        "/api/repos/me/demo/builds",
        exchange -> {
          String query = exchange.getRequestURI().getQuery();
          byte[] body = (query == null ? build(1) : page(query)).getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    drone.start();
  }

  @AfterEach
  void stop() {
    drone.stop(0);
  }

  @Test
  void findsTheBuildOfAPushBehindManyNewerOnes() {
    BuildsApi api =
        new Retrofit.Builder()
            .baseUrl("http://127.0.0.1:" + drone.getAddress().getPort() + "/")
            .addConverterFactory(Json.CONVERTER)
            .build()
            .create(BuildsApi.class);

    TestBuild found =
        new BuildWatch("me", "demo", () -> api, Map::of).ofPush("commit-1", Duration.ofSeconds(5));

    assertThat(found.number()).isEqualTo(1);
  }

  private static String page(String query) {
    int page = Integer.parseInt(query.replaceAll("(?:.*&)?page=(\\d+).*", "$1"));
    int newest = BUILDS - (page - 1) * PAGE;
    return IntStream.iterate(newest, number -> number > Math.max(0, newest - PAGE), n -> n - 1)
        .mapToObj(BuildWatchTest::build)
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String build(int number) {
    return """
    {"id": %1$d, "repo_id": 1, "number": %1$d, "status": "success", "event": "push",
     "after": "commit-%1$d", "started": 1, "finished": 2, "created": 1, "updated": 2,
     "ref": "refs/heads/main", "source": "main", "target": "main", "sender": "me",
     "author_login": "me", "link": "", "message": "", "before": "", "trigger": "me",
     "action": "", "timestamp": 1, "title": "", "author_name": "", "author_email": "",
     "author_avatar": "", "version": 1, "stages": []}
    """
        .formatted(number);
  }
}
