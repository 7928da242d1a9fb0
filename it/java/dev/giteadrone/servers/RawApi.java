package dev.giteadrone.servers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.giteadrone.http.Answer;
import dev.giteadrone.http.Http;
import dev.giteadrone.model.secret.Credential;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import retrofit2.Call;
import retrofit2.http.Body;
import retrofit2.http.DELETE;
import retrofit2.http.GET;
import retrofit2.http.PATCH;
import retrofit2.http.POST;
import retrofit2.http.Tag;
import retrofit2.http.Url;

/**
 * Requests that the program itself never sends, over the program's own connection.
 *
 * @param http the connection
 * @param who signs the requests
 */
public record RawApi(Http http, Credential who) {
  private static final MediaType JSON = MediaType.get("application/json");

  /** The answer to a GET, which must be a good one. */
  public JsonNode get(String path) {
    Calls calls = http.api(Calls.class);
    String what = "GET " + path;
    return http.body(what, http.read(what, () -> calls.get(relative(path), who)));
  }

  /** Sends a POST that must get a good answer. */
  public void post(String path, String json) {
    send("POST " + path, http.api(Calls.class).post(relative(path), who, body(json)));
  }

  /** Sends a PATCH that must get a good answer. */
  public void patch(String path, String json) {
    send("PATCH " + path, http.api(Calls.class).patch(relative(path), who, body(json)));
  }

  /** Sends a DELETE that must get a good answer. */
  public void delete(String path) {
    send("DELETE " + path, http.api(Calls.class).delete(relative(path), who));
  }

  private void send(String what, Call<Void> call) {
    Answer<Void> answer = http.send(what, call);
    if (!answer.ok()) {
      throw http.unexpected(what, answer);
    }
  }

  /** As Retrofit wants it for a server that may lie below a path. */
  private static String relative(String path) {
    return path.replaceFirst("^/", "");
  }

  private static RequestBody body(String json) {
    return RequestBody.create(json, JSON);
  }

  private interface Calls {
    @GET
    Call<JsonNode> get(@Url String path, @Tag Credential who);

    @POST
    Call<Void> post(@Url String path, @Tag Credential who, @Body RequestBody json);

    @PATCH
    Call<Void> patch(@Url String path, @Tag Credential who, @Body RequestBody json);

    @DELETE
    Call<Void> delete(@Url String path, @Tag Credential who);
  }
}
