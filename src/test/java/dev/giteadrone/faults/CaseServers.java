package dev.giteadrone.faults;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** One real server for the cases of a matrix, which it tells apart by the host they ask for. */
final class CaseServers {
  private final Map<String, Function<Request, ResponseDefinition>> byHost =
      new ConcurrentHashMap<>();
  private final WireMockServer server;

  /** Not started yet. */
  CaseServers(WireMockConfiguration options) {
    this.server = answering(options, this::answer);
  }

  /** A server on 127.0.0.1 that gives these answers to all requests. */
  static WireMockServer answering(
      WireMockConfiguration options, Function<Request, ResponseDefinition> answers) {
    return new WireMockServer(
        options
            .bindAddress("127.0.0.1")
            .dynamicPort()
            .disableRequestJournal()
            .extensions(
                new ResponseDefinitionTransformerV2() {
                  @Override
                  public ResponseDefinition transform(ServeEvent event) {
                    return answers.apply(event.getRequest());
                  }

                  @Override
                  public String getName() {
                    return "answers";
                  }
                }));
  }

  /** Starts a server that was made here. */
  static void start(WireMockServer server) {
    server.start();
    server.stubFor(any(anyUrl()).willReturn(aResponse()));
  }

  void start() {
    start(server);
  }

  void stop() {
    server.stop();
  }

  int port() {
    return server.port();
  }

  /** Has this case answer for its two hosts. */
  FaultCase open(FaultCase opened) {
    byHost.put(opened.gitea.host(), opened::answer);
    byHost.put(opened.drone.host(), opened::answer);
    return opened;
  }

  /** The same for a whole run. */
  SlowHost open(SlowHost opened) {
    byHost.put(opened.gitea.host(), opened::answer);
    byHost.put(opened.drone.host(), opened::answer);
    return opened;
  }

  /** What is wrong in any of the cases, of which so many run at the same time. */
  static List<String> run(int atOnce, List<Callable<List<String>>> cases) throws Exception {
    List<String> wrong = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(atOnce)) {
      for (Future<List<String>> judged : threads.invokeAll(cases)) {
        wrong.addAll(Objects.requireNonNull(judged.get()));
      }
    }
    return wrong;
  }

  private ResponseDefinition answer(Request request) {
    Function<Request, ResponseDefinition> asked = byHost.get(request.getHeader("Host"));
    return asked == null ? aResponse().withStatus(421).build() : asked.apply(request);
  }
}
