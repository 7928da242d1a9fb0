package dev.giteadrone.gitea;

import dev.giteadrone.http.Answer;
import dev.giteadrone.http.Http;
import retrofit2.Call;

/** Deletes something in Gitea. It is no error if it does not exist. */
final class Deletion {
  private Deletion() {}

  /**
   * Sends the request once.
   *
   * @throws dev.giteadrone.model.result.Failure unless the status is 204 or 404: a page of a proxy
   *     with status 200 means that nothing was deleted
   */
  static void send(Http http, String what, Call<Void> call) {
    Answer<Void> answer = http.send(what, call);
    if (answer.status() != 204 && answer.status() != 404) {
      throw http.unexpected(what, answer);
    }
  }
}
