package dev.giteadrone.testing.internal;

import dev.giteadrone.errors.UnexpectedFailureException;
import dev.giteadrone.errors.UnreachableException;
import dev.giteadrone.model.result.Text;
import dev.giteadrone.result.ProblemDetails;
import java.io.IOException;
import java.util.Optional;
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
   */
  public static <T> T body(String what, Call<T> call) {
    return found(what, call).orElseThrow(() -> unexpected(what, call, 404, ""));
  }

  /** Returns the body of an answer; empty on a 404. */
  public static <T> Optional<T> found(String what, Call<T> call) {
    Response<T> response = execute(what, call);
    T body = response.body();
    if (response.code() == 404) {
      return Optional.empty();
    }
    if (!response.isSuccessful() || body == null) {
      throw unexpected(what, call, response.code(), message(response));
    }
    return Optional.of(body);
  }

  /** Deletes something. It is no error if it does not exist. */
  public static void delete(String what, Call<?> call) {
    Response<?> response = execute(what, call);
    if (!response.isSuccessful() && response.code() != 404) {
      throw unexpected(what, call, response.code(), message(response));
    }
  }

  private static <T> Response<T> execute(String what, Call<T> call) {
    try {
      return call.execute();
    } catch (IOException e) {
      throw new UnreachableException(
          new ProblemDetails(
              ID,
              what + " on " + call.request().url().redact(),
              "no answer that can be read: " + Text.neutral(String.valueOf(e.getMessage()), MOST),
              "",
              "look whether the server runs and is not cut off"),
          e);
    }
  }

  private static UnexpectedFailureException unexpected(
      String what, Call<?> call, int status, String message) {
    return new UnexpectedFailureException(
        new ProblemDetails(
            ID,
            what + " on " + call.request().url().redact(),
            "status " + status + (message.isEmpty() ? "" : ", " + message),
            "",
            "read the server's log"),
        null);
  }

  private static String message(Response<?> response) {
    try (@Nullable ResponseBody error = response.errorBody()) {
      return error == null ? "" : Text.neutral(error.string(), MOST);
    } catch (IOException e) {
      return "";
    }
  }
}
