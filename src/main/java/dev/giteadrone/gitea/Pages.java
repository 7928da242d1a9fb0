package dev.giteadrone.gitea;

import dev.giteadrone.http.Answer;
import dev.giteadrone.http.Http;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import retrofit2.Call;

/**
 * Reads all pages of a list. Gitea returns at most 50 elements per page. The list of applications
 * has no {@code Link} header, so {@code X-Total-Count} tells the end, or without it the first page
 * that is not full.
 */
final class Pages {
  static final int SIZE = 50;

  private static final String TOTAL = "X-Total-Count";

  private Pages() {}

  /** Requests one page; the first has number 1. */
  interface PageCall<T> {
    Call<List<T>> page(int page, int limit);
  }

  /** All elements, in the server's order. */
  static <T> List<T> all(Http http, String what, PageCall<T> call) {
    List<T> all = new ArrayList<>();
    for (int page = 1; ; page++) {
      int number = page;
      Answer<List<T>> answer = http.read(what, () -> call.page(number, SIZE));
      List<T> some = list(http, what, answer);
      all.addAll(some);
      OptionalLong total = total(answer);
      boolean last = total.isPresent() ? all.size() >= total.getAsLong() : some.size() < SIZE;
      // An empty page is the end too: the total may have become smaller meanwhile.
      if (last || some.isEmpty()) {
        return all;
      }
    }
  }

  /** The list in a successful answer. Gitea may send {@code null} for an empty list. */
  static <T> List<T> list(Http http, String what, Answer<List<T>> answer) {
    if (!answer.ok()) {
      throw http.unexpected(what, answer);
    }
    return answer.value().orElse(List.of());
  }

  /** The total number of elements, if the server sends it. */
  static OptionalLong total(Answer<?> answer) {
    String header = answer.headers().get(TOTAL);
    return header != null && header.matches("[0-9]{1,18}")
        ? OptionalLong.of(Long.parseLong(header))
        : OptionalLong.empty();
  }
}
