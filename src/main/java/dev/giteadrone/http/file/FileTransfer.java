package dev.giteadrone.http.file;

import dev.giteadrone.http.Answer;
import dev.giteadrone.http.Http;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.secret.Credential;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import retrofit2.Call;
import retrofit2.http.Body;
import retrofit2.http.DELETE;
import retrofit2.http.GET;
import retrofit2.http.PUT;
import retrofit2.http.Tag;
import retrofit2.http.Url;

/** Stores, fetches and deletes files of a server that takes them as they are. */
public final class FileTransfer {
  private static final MediaType BYTES = MediaType.get("application/octet-stream");

  private final Http http;
  private final Credential who;
  private final Http.BodyLimit limit;
  private final Calls calls;

  /**
   * Transfers with one server.
   *
   * @param who signs all requests
   * @param most the length of the longest file that is fetched
   */
  public FileTransfer(Http http, Credential who, long most) {
    this.http = http;
    this.who = who;
    this.limit = new Http.BodyLimit(most);
    this.calls = http.api(Calls.class);
  }

  /**
   * Sends a file once.
   *
   * @param path below the server's URL, without a slash at its start
   * @throws Failure if no answer came
   */
  public Answer<Void> put(String what, String path, Path file) {
    return http.send(what, calls.put(path, who, RequestBody.create(file.toFile(), BYTES)));
  }

  /** Deletes a file, as {@link #put} sends one. */
  public Answer<Void> delete(String what, String path) {
    return http.send(what, calls.delete(path, who));
  }

  /**
   * What a server answered to the question for a file.
   *
   * @param file its bytes; empty if the status is not 2xx
   */
  public record Fetched(Answer<?> answer, Optional<byte[]> file) {}

  /**
   * Fetches a file once; for polls, which repeat it.
   *
   * @param path below the server's URL, without a slash at its start
   * @throws IOException if no answer came; {@link Http#explain} describes it
   */
  public Fetched get(String path) throws IOException {
    Answer<ResponseBody> answer = http.readOnce(calls.get(path, who, limit));
    try (ResponseBody body = answer.body()) {
      return new Fetched(answer, body == null ? Optional.empty() : Optional.of(body.bytes()));
    }
  }

  private interface Calls {
    @GET
    Call<ResponseBody> get(@Url String path, @Tag Credential who, @Tag Http.BodyLimit limit);

    @PUT
    Call<Void> put(@Url String path, @Tag Credential who, @Body RequestBody file);

    @DELETE
    Call<Void> delete(@Url String path, @Tag Credential who);
  }
}
