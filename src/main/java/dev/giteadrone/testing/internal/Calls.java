package dev.giteadrone.testing.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.giteadrone.errors.UnexpectedFailureException;
import dev.giteadrone.errors.UnreachableException;
import dev.giteadrone.model.result.Text;
import dev.giteadrone.result.ProblemDetails;
import java.io.IOException;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Response;

/**
 * Executes calls of the generated services. Any failure becomes an exception with a clear message.
 */
public final class Calls {
  private static final String ID = "testing.request";
  private static final int MOST = 200;

  private Calls() {}

  /**
   * Returns the body of an answer.
   *
   * @param what the action, for messages, such as {@code creating the repository demo}
   * @param known answers that mean a mistake of the test
   * @throws IllegalArgumentException on one of these answers
   */
  public static <T> T body(String what, Call<T> call, WrongUse... known) {
    return found(what, call, known).orElseThrow(() -> failure(what, call, 404, "", known));
  }

  /** Returns the body of an answer; empty on a 404. */
  public static <T> Optional<T> found(String what, Call<T> call, WrongUse... known) {
    Response<T> response = execute(what, call, known);
    T body = response.body();
    if (response.code() == 404) {
      return Optional.empty();
    }
    if (!response.isSuccessful() || body == null) {
      throw failure(what, call, response.code(), message(response), known);
    }
    return Optional.of(body);
  }

  /** Deletes something. It is no error if it does not exist. */
  public static void delete(String what, Call<?> call) {
    Response<?> response = execute(what, call);
    if (!response.isSuccessful() && response.code() != 404) {
      throw failure(what, call, response.code(), message(response));
    }
  }

  private static <T> Response<T> execute(String what, Call<T> call, WrongUse... known) {
    try {
      return call.execute();
    } catch (JsonProcessingException e) {
      throw failure(what, call, WrongUse.OTHER_SHAPE, "", known);
    } catch (IOException e) {
      throw new UnreachableException(
          new ProblemDetails(
              ID,
              what + " on " + server(call),
              "no answer: " + Text.neutral(String.valueOf(e.getMessage()), MOST),
              "",
              "look whether it runs and is not cut off"),
          e);
    }
  }

  private static RuntimeException failure(
      String what, Call<?> call, int status, String message, WrongUse... known) {
    for (WrongUse each : known) {
      if (each.fits(status, message)) {
        return each.exception(what);
      }
    }
    return new UnexpectedFailureException(
        new ProblemDetails(
            ID,
            what + " on " + server(call),
            status == WrongUse.OTHER_SHAPE
                ? "an answer that cannot be read"
                : "status " + status + (message.isEmpty() ? "" : ", " + message),
            "",
            "read the server's log"),
        null);
  }

  /** Which server a call goes to. Only Gitea's paths have a version. */
  private static String server(Call<?> call) {
    HttpUrl url = call.request().url();
    String name = url.encodedPath().contains("/api/v1/") ? "Gitea" : "Drone";
    return name + " (" + url.redact().replace("/...", "") + ")";
  }

  private static String message(Response<?> response) {
    try (@Nullable ResponseBody error = response.errorBody()) {
      return error == null ? "" : Text.neutral(error.string(), MOST);
    } catch (IOException e) {
      return "";
    }
  }
}
