package dev.giteadrone;

import com.sun.net.httpserver.HttpServer;
import dev.giteadrone.cli.ShellFixture;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** How the commands end that keep and fetch reports, by the answer of Gitea. */
final class ReportExitCodes {
  private static final String AT = "/api/packages/ops/generic/hosts/17";
  private static final String PIPELINE =
      "fleet pipeline -f hosts --shards 3 --at https://git.my-domain.tld"
          + AT.replace("/17", "")
          + " --into .drone.yml";

  private static final byte[] ZIP = {'P', 'K', 3, 4};

  private ReportExitCodes() {}

  static Map<String, Callable<Integer>> cells(Path folder) {
    Map<String, Callable<Integer>> cells = new LinkedHashMap<>();
    String keep = "report keep report --at ";
    String fetch = "report fetch --shards 1 --wait 1s --into shards --at ";
    cells.put("report keep 0", () -> answered(folder, 201, keep));
    cells.put("report keep 1", () -> answered(folder, 413, keep));
    cells.put("report keep 2", () -> run(shell(folder), keep + "https://git.my-domain.tld"));
    cells.put("report keep 4", () -> answered(folder, 403, keep));
    cells.put("report keep 5", () -> run(shell(folder), keep + "http://127.0.0.1:1" + AT));
    cells.put("report fetch 0", () -> answered(folder, 200, fetch));
    cells.put("report fetch 1", () -> answered(folder, 404, fetch));
    cells.put("report fetch 2", () -> run(shell(folder), fetch + "https://git.my-domain.tld"));
    cells.put("report fetch 4", () -> answered(folder, 401, fetch));
    cells.put("fleet pipeline 0", () -> run(shell(folder), PIPELINE));
    cells.put("fleet pipeline 1", () -> run(shell(folder), PIPELINE + "/" + "nowhere"));
    cells.put("fleet pipeline 2", () -> run(shell(folder), PIPELINE + " --image x"));
    return cells;
  }

  private static int answered(Path folder, int status, String line) throws Exception {
    HttpServer gitea =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
    gitea.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(status, status == 200 ? ZIP.length : -1);
            if (status == 200) {
              exchange.getResponseBody().write(ZIP);
            }
          }
        });
    gitea.start();
    try {
      return run(shell(folder), line + "http://127.0.0.1:" + gitea.getAddress().getPort() + AT);
    } finally {
      gitea.stop(0);
    }
  }

  private static ShellFixture shell(Path folder) throws Exception {
    Path here = Files.createTempDirectory(folder, "report");
    Files.writeString(Files.createDirectory(here.resolve("report")).resolve("report.json"), "{}");
    ShellFixture shell = new ShellFixture(here);
    shell.environment = Map.of("GITEA_DRONE_REPORTS_TOKEN", "a-token");
    return shell;
  }

  private static int run(ShellFixture shell, String line) {
    return shell.run(
        progress -> {
          throw new AssertionError("no program should run");
        },
        line.split(" "));
  }
}
