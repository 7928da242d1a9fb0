package dev.giteadrone.sandbox.exec;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The part of an exec pipeline's YAML that the stand-in understands.
 *
 * @param steps in their order, including the clone
 */
record ExecPipeline(List<ExecStep> steps) {

  /**
   * A step.
   *
   * @param environment variables with plain values; the others are in {@code secrets}
   * @param secrets maps a variable to the name of a secret
   */
  record ExecStep(
      String name,
      List<String> commands,
      Map<String, String> environment,
      Map<String, String> secrets,
      boolean onSuccess,
      boolean onFailure,
      boolean ignoreFailure) {}

  /** The pipeline cannot be run. */
  static final class InvalidException extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidException(String message) {
      super(message);
    }
  }

  /** The step of this name. */
  ExecStep step(String name) {
    return steps.stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  /**
   * Parses the pipeline of a stage.
   *
   * @param data the whole file in base64
   * @param clone commands that clone the repository
   */
  static ExecPipeline of(String data, String stage, List<String> clone) throws InvalidException {
    Map<?, ?> pipeline =
        find(new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8), stage);
    Variables common = Variables.of(pipeline.get("environment"));
    List<ExecStep> steps = new ArrayList<>();
    boolean disabled =
        pipeline.get("clone") instanceof Map<?, ?> c && Boolean.TRUE.equals(c.get("disable"));
    if (!disabled) {
      steps.add(new ExecStep("clone", clone, Map.of(), Map.of(), true, false, false));
    }
    if (pipeline.get("steps") instanceof List<?> list) {
      for (Object step : list) {
        if (step instanceof Map<?, ?> map) {
          steps.add(step(map, common));
        }
      }
    }
    if (steps.isEmpty()) {
      throw new InvalidException("linter: pipeline has no steps");
    }
    return new ExecPipeline(List.copyOf(steps));
  }

  private static Map<?, ?> find(String text, String stage) throws InvalidException {
    try {
      for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(text)) {
        if (document instanceof Map<?, ?> map
            && text(map.get("kind")).orElse("pipeline").equals("pipeline")
            && text(map.get("type")).orElse("").equals("exec")
            && text(map.get("name")).orElse("default").equals(stage)) {
          return map;
        }
      }
    } catch (YamlEngineException e) {
      throw new InvalidException("yaml: the configuration cannot be read");
    }
    throw new InvalidException("cannot find the pipeline " + stage);
  }

  private static ExecStep step(Map<?, ?> map, Variables common) throws InvalidException {
    String name = text(map.get("name")).orElse("step");
    if (map.containsKey("image")) {
      throw new InvalidException("linter: exec pipelines have no image");
    }
    Variables own = Variables.of(map.get("environment"));
    Map<String, String> environment = new LinkedHashMap<>(common.values());
    environment.putAll(own.values());
    Map<String, String> secrets = new LinkedHashMap<>(common.secrets());
    secrets.putAll(own.secrets());
    List<String> commands = strings(map.get("commands"));
    List<String> status =
        map.get("when") instanceof Map<?, ?> when
            ? strings(
                when.get("status") instanceof Map<?, ?> s ? s.get("include") : when.get("status"))
            : List.of();
    return new ExecStep(
        name,
        commands,
        environment,
        secrets,
        status.isEmpty() || status.contains("success"),
        status.contains("failure"),
        text(map.get("failure")).orElse("").equals("ignore"));
  }

  private record Variables(Map<String, String> values, Map<String, String> secrets) {
    static Variables of(@Nullable Object yaml) {
      Map<String, String> values = new LinkedHashMap<>();
      Map<String, String> secrets = new LinkedHashMap<>();
      if (yaml instanceof Map<?, ?> map) {
        map.forEach((key, value) -> {
          if (value instanceof Map<?, ?> from) {
            secrets.put(String.valueOf(key), text(from.get("from_secret")).orElse(""));
          } else {
            values.put(String.valueOf(key), text(value).orElse(""));
          }
        });
      }
      return new Variables(values, secrets);
    }
  }

  private static Optional<String> text(@Nullable Object value) {
    return Optional.ofNullable(value).map(String::valueOf);
  }

  private static List<String> strings(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(String::valueOf).toList();
    }
    return text(value).map(List::of).orElse(List.of());
  }
}
