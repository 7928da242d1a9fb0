package dev.giteadrone.http.file;

import dev.giteadrone.http.Answer;
import dev.giteadrone.http.Http;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.secret.Credential;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import retrofit2.Call;
import retrofit2.http.Body;
import retrofit2.http.DELETE;
import retrofit2.http.GET;
import retrofit2.http.PUT;
import retrofit2.http.Streaming;
import retrofit2.http.Tag;
import retrofit2.http.Url;

/** Stores, fetches and deletes files of a server that takes them as they are. */
public final class FileTransfer {
  private static final MediaType BYTES = MediaType.get("application/octet-stream");

  private static final int PART = 64 * 1024;

  private final Http http;
  private final Credential who;
  private final Http.BodyLimit limit;
  private final Calls calls;

  /**
   * Transfers with one server.
   *
   * @param who signs all requests
   * @param most the length of the longest file that is fetched, after it is decompressed
   */
  public FileTransfer(Http http, Credential who, long most) {
    this.http = http;
    this.who = who;
    this.limit = new Http.BodyLimit(most);
    this.calls = http.api(Calls.class);
  }

  /**
   * Sends a file once, until the run's deadline.
   *
   * @param path below the server's URL, without a slash at its start
   * @throws Failure if no answer came
   */
  public Answer<Void> put(String what, String path, Path file) {
    return http.sendRepeatable(
        what, calls.put(path, who, RequestBody.create(file.toFile(), BYTES)));
  }

  /** Deletes a file, as {@link #put} sends one. */
  public Answer<Void> delete(String what, String path) {
    return http.sendRepeatable(what, calls.delete(path, who));
  }

  /**
   * Fetches a file once; for polls, which repeat it. Only a small part of it is in memory at a
   * time.
   *
   * @param path below the server's URL, without a slash at its start
   * @param to is written if the status is 2xx, and replaced if it exists; may have only a part of
   *     the file after an exception
   * @throws IOException if no answer came, or not all of it; {@link Http#explain} describes it
   * @throws UncheckedIOException if {@code to} cannot be written
   */
  public Answer<?> get(String path, Path to) throws IOException {
    Answer<ResponseBody> answer = http.readOnce(calls.get(path, who, limit));
    try (ResponseBody body = answer.body()) {
      if (body != null) {
        copy(body.byteStream(), to);
      }
    }
    return answer;
  }

  /** A full disk must not look like a connection that breaks off, which is tried again. */
  private static void copy(InputStream from, Path to) throws IOException {
    byte[] part = new byte[PART];
    try (OutputStream file = create(to)) {
      for (int read = from.read(part); read >= 0; read = from.read(part)) {
        write(file, part, read);
      }
    }
  }

  private static OutputStream create(Path file) {
    try {
      return Files.newOutputStream(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(OutputStream file, byte[] part, int length) {
    try {
      file.write(part, 0, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Calls {
    @GET
    @Streaming
    Call<ResponseBody> get(@Url String path, @Tag Credential who, @Tag Http.BodyLimit limit);

    @PUT
    Call<Void> put(@Url String path, @Tag Credential who, @Body RequestBody file);

    @DELETE
    Call<Void> delete(@Url String path, @Tag Credential who);
  }
}
