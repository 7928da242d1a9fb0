package dev.giteadrone.gitea;

import dev.giteadrone.http.Answer;
import dev.giteadrone.http.Http;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import retrofit2.Call;

/**
 * Reads lists to their end. Gitea gives at most 50 a page whatever is asked for; the applications'
 * list has no {@code Link} header, so what counts is {@code X-Total-Count}, and where that is
 * missing the first short page.
 */
final class Pages {
  static final int SIZE = 50;

  private static final String TOTAL = "X-Total-Count";

  private Pages() {}

  /** Asks for one page, counted from 1. */
  interface PageCall<T> {
    Call<List<T>> page(int page, int limit);
  }

  /** Every element, in the server's order. */
  static <T> List<T> all(Http http, String what, PageCall<T> call) {
    List<T> all = new ArrayList<>();
    for (int page = 1; ; page++) {
      int number = page;
      Answer<List<T>> answer = http.read(what, () -> call.page(number, SIZE));
      List<T> some = list(http, what, answer);
      all.addAll(some);
      OptionalLong total = total(answer);
      boolean last = total.isPresent() ? all.size() >= total.getAsLong() : some.size() < SIZE;
      // An empty page ends it too: the total may have shrunk meanwhile.
      if (last || some.isEmpty()) {
        return all;
      }
    }
  }

  /** The list of a successful answer; Gitea may say {@code null} for an empty one. */
  static <T> List<T> list(Http http, String what, Answer<List<T>> answer) {
    if (!answer.ok()) {
      throw http.unexpected(what, answer);
    }
    return answer.value().orElse(List.of());
  }

  /** The number of elements on all pages together, if the server says it. */
  static OptionalLong total(Answer<?> answer) {
    String header = answer.headers().get(TOTAL);
    return header != null && header.matches("[0-9]{1,18}")
        ? OptionalLong.of(Long.parseLong(header))
        : OptionalLong.empty();
  }
}
