package dev.giteadrone.diagnosis;

import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.ProblemId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One way a problem shows itself. Code that finds it has a constant of this class, and {@code
 * DiagnosisTest} compares all constants with the files.
 *
 * @param id the problem whose file has the words
 * @param key the message's key in that file
 * @param names the names of its values, in the order in which they are given
 */
public record Case(ProblemId id, String key, List<String> names) {
  /** A case whose message has these values. */
  public static Case of(ProblemId id, String key, String... names) {
    return new Case(id, key, List.of(names));
  }

  /**
   * The problem in words.
   *
   * @param values one for each name; none may be a secret
   */
  public Problem problem(Object... values) {
    return problemAs(id.id(), values);
  }

  /** As {@link #problem}, under the id of another problem, or of a member of a family. */
  public Problem problemAs(String as, Object... values) {
    Message message = message(values);
    return new Problem(
        ProblemId.require(as),
        as,
        message.tried(),
        message.seen(),
        message.cause(),
        message.next());
  }

  /** The failure of a run that ends with this problem. */
  public Failure failure(Object... values) {
    return failureAs(id.id(), null, values);
  }

  /**
   * The failure of a run that ends with this problem.
   *
   * @param cause kept for {@code -v}; its message must hold no secret
   */
  public Failure failure(@Nullable Throwable cause, Object... values) {
    return failureAs(id.id(), cause, values);
  }

  /**
   * As {@link #failure}, under the id of another problem, or of a member of a family.
   *
   * @param cause kept for {@code -v}; its message must hold no secret
   */
  public Failure failureAs(String as, @Nullable Throwable cause, Object... values) {
    return new Failure(exit(), problemAs(as, values), cause);
  }

  /** The exit code of a run that ends with this problem. */
  public ExitCode exit() {
    return message().exit();
  }

  private Message message(Object... values) {
    if (values.length != names.size()) {
      throw new IllegalArgumentException(
          id.id() + " " + key + " needs " + names + ", not " + values.length + " values");
    }
    Map<String, String> byName = new HashMap<>();
    for (int i = 0; i < values.length; i++) {
      byName.put(names.get(i), String.valueOf(values[i]));
    }
    return message().with(byName);
  }

  private Message message() {
    Message message = Diagnosis.of(id).messages().get(key);
    if (message == null) {
      throw new IllegalArgumentException(id.id() + " has no message " + key);
    }
    return message;
  }
}
