package dev.giteadrone.fleet.pipeline;

import dev.giteadrone.model.desired.RunnerType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a pipeline over many hosts does, and where.
 *
 * @param command {@code plan}, {@code bootstrap} or {@code verify}
 * @param arguments of the command, beside those that differ between shards; no secret
 * @param shards how many machines take part
 * @param runner which kind of runner runs it
 * @param image for the steps of docker runners
 * @param arch the machines' architecture, such as {@code amd64}
 * @param node labels that a runner must have
 * @param cron the name of the one cron job that starts it; empty if each one does
 * @param reports URL of the generic package that keeps the reports, without a version
 * @param waitLimit how long the reports of the shards are waited for
 * @param plainHttp whether the reports may cross the network unencrypted
 * @param caCertificate a file of certificate authorities, as seen from the root of the repository
 * @param builds whether a stage waits for builds of its hosts
 */
public record PipelineOptions(
    String command,
    List<String> arguments,
    int shards,
    RunnerType runner,
    String image,
    String arch,
    Map<String, String> node,
    Optional<String> cron,
    String reports,
    Duration waitLimit,
    boolean plainHttp,
    Optional<String> caCertificate,
    boolean builds) {
  /** Copies list and map. */
  public PipelineOptions {
    arguments = List.copyOf(arguments);
    node = Map.copyOf(node);
  }
}
