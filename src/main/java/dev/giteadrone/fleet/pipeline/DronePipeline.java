package dev.giteadrone.fleet.pipeline;

import com.samskivert.mustache.Mustache;
import dev.giteadrone.drone.PipelineText;
import dev.giteadrone.fleet.kept.ReportsToken;
import dev.giteadrone.io.ShellQuoting;
import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.report.fleet.Shard;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Writes the {@code .drone.yml}: a pipeline for each shard, and one that joins their reports.
 *
 * <p>The last one does not depend on the others: the stage of a runner that was killed stays
 * "running" until Drone cleans up, and a stage that depends on it would never begin. So it waits
 * for the reports, within a limit of its own. It stands last in the file, because Drone hands out
 * stages in this order: a single runner comes to it after all shards.
 */
public final class DronePipeline {
  /** The secret with the age key. */
  public static final String KEY_SECRET = "sops_age_key";

  /** The first line of each file that this class has written. */
  static final String MARK = "# Written by gitea-drone fleet pipeline.";

  private static final String PROGRAM = "gitea-drone";
  private static final String REPORT = "report";
  private static final String SHARDS = "shards";

  private DronePipeline() {}

  /** The text of the file. It holds no secret, only the names of two. */
  public static String render(PipelineOptions options) {
    List<Map<String, Object>> stages = new ArrayList<>();
    IntStream.rangeClosed(1, options.shards())
        .forEach(index -> stages.add(shard(options, new Shard(index, options.shards()))));
    stages.add(report(options));
    Map<String, Object> file = new HashMap<>();
    file.put("mark", MARK);
    file.put("type", options.runner().label());
    file.put("arch", PipelineText.quoted(options.arch()));
    file.put("hasLabels", !options.node().isEmpty());
    file.put("labels", labels(options.node()));
    options.cron().ifPresent(name -> file.put("cron", PipelineText.quoted(name)));
    file.put("keySecret", KEY_SECRET);
    file.put("tokenSecret", ReportsToken.SECRET);
    file.put("stages", stages);
    try (Reader template = template()) {
      return Mustache.compiler().escapeHTML(false).compile(template).execute(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Map<String, String>> labels(Map<String, String> node) {
    return node.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(label ->
            Map.of(
                "key",
                PipelineText.quoted(label.getKey()),
                "value",
                PipelineText.quoted(label.getValue())))
        .toList();
  }

  private static Map<String, Object> shard(PipelineOptions options, Shard shard) {
    List<String> run = new ArrayList<>(List.of(PROGRAM, options.command()));
    run.addAll(options.arguments());
    run.addAll(List.of("--shard", shard.toString(), "--report", REPORT));
    Map<String, Object> step = step(options, options.command(), ShellQuoting.line(run), false);
    step.put("needsKey", true);
    return stage(
        "shard %d of %d".formatted(shard.index(), shard.count()),
        true,
        List.of(step, keep(options, " --shard " + shard)));
  }

  private static Map<String, Object> report(PipelineOptions options) {
    String fetch =
        "%s report fetch%s --shards %d --wait %ds --into %s"
            .formatted(
                PROGRAM, at(options), options.shards(), options.waitLimit().toSeconds(), SHARDS);
    String merge = "%s report merge --into %s %s/*.zip".formatted(PROGRAM, REPORT, SHARDS);
    return stage(
        REPORT,
        options.caCertificate().isPresent(), // A file of the repository.
        List.of(
            withToken(step(options, "fetch", fetch, false)),
            step(options, "merge", merge, true),
            keep(options, "")));
  }

  private static Map<String, Object> stage(
      String name, boolean clones, List<Map<String, Object>> steps) {
    return Map.of("name", PipelineText.quoted(name), "noClone", !clones, "steps", steps);
  }

  private static Map<String, Object> keep(PipelineOptions options, String shard) {
    String command = PROGRAM + " report keep " + REPORT + at(options) + shard;
    return withToken(step(options, "keep", command, true));
  }

  /** The version of the package is the number of the build, which only the step knows. */
  private static String at(PipelineOptions options) {
    return " --at %s/\"$DRONE_BUILD_NUMBER\"%s%s"
        .formatted(
            ShellQuoting.word(options.reports()),
            options.caCertificate().map(file -> " --ca-cert " + ShellQuoting.word(file)).orElse(""),
            options.plainHttp() ? " --allow-plain-http" : "");
  }

  private static Map<String, Object> withToken(Map<String, Object> step) {
    step.put("needsToken", true);
    return step;
  }

  /** A step of a stage; with {@code always} it also runs after a step that failed. */
  private static Map<String, Object> step(
      PipelineOptions options, String name, String command, boolean always) {
    Map<String, Object> step = new HashMap<>();
    step.put("name", PipelineText.quoted(name));
    step.put("command", PipelineText.quoted(command));
    step.put("always", always);
    step.put("tokenVariable", ReportsToken.VARIABLE);
    if (options.runner() == RunnerType.DOCKER) {
      step.put("image", PipelineText.quoted(options.image()));
    }
    return step;
  }

  private static Reader template() {
    return new InputStreamReader(
        Objects.requireNonNull(DronePipeline.class.getResourceAsStream("drone.yml.mustache")),
        StandardCharsets.UTF_8);
  }
}
