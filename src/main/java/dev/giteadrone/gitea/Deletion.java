package dev.giteadrone.gitea;

import dev.giteadrone.http.Answer;
import dev.giteadrone.http.Http;
import retrofit2.Call;

/** Deletes something of Gitea's; what is not there is fine. */
final class Deletion {
  private Deletion() {}

  /**
   * Sends it once.
   *
   * @throws dev.giteadrone.model.result.Failure unless the answer is 204 or 404: a proxy's page
   *     with 200 deleted nothing
   */
  static void send(Http http, String what, Call<Void> call) {
    Answer<Void> answer = http.send(what, call);
    if (answer.status() != 204 && answer.status() != 404) {
      throw http.unexpected(what, answer);
    }
  }
}
