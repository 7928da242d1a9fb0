package dev.giteadrone.fleet;

import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.sandbox.exec.ExecStandIn;
import dev.giteadrone.sandbox.process.SystemUser;
import dev.giteadrone.time.Deadline;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The process of a {@link RunnerMachine}: an exec runner that runs one stage at a time. The secret
 * is the first line of its standard input, and the end of that ends it.
 */
final class IsolatedRunner {
  private IsolatedRunner() {}

  /** Arguments: name, folder, folder of the sockets, Drone's URL, path of sops, and the ports. */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[1]);
    for (String port : Arrays.asList(args).subList(5, args.length)) {
      PortRelay unused = PortRelay.inside(Integer.parseInt(port), Path.of(args[2]));
    }
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    Secret secret = Secret.of(in.readLine());
    ExecStandIn runner =
        new ExecStandIn(
            new ExecStandIn.Settings(
                args[0],
                args[0],
                URI.create(args[3]),
                () -> secret,
                Files.createDirectories(folder.resolve("workspaces")),
                SystemUser.ourselves(),
                Map.of("GITEA_DRONE_SOPS", args[4]),
                1,
                folder.resolve("log"),
                List.of()));
    runner.start(Deadline.in(Duration.ofSeconds(30)));
    while (in.readLine() != null) {
      // Nothing more is expected.
    }
    runner.stop();
    System.exit(0);
  }
}
