package dev.giteadrone.http;

import dev.giteadrone.model.result.Text;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;

/**
 * The page at the end of a chain of redirects.
 *
 * @param url the last page's URL; its query may hold a code or a state, so it is never printed
 *     completely
 * @param trail every URL that was requested, including the last one
 * @param html the last page
 */
public record Page(HttpUrl url, int status, List<HttpUrl> trail, Document html) {
  /** Copies the list. */
  public Page {
    trail = List.copyOf(trail);
  }

  /**
   * The first form whose action, resolved against this page, has this path below the server's own
   * path.
   */
  public Optional<FormElement> form(HttpUrl action) {
    return html.forms().stream().filter(form -> posts(form, action)).findFirst();
  }

  /**
   * The text of the page's error message, as Gitea marks it; empty if there is none. The login page
   * of Gitea 1.25 and 1.26 also carries messages about security keys, which stay hidden until its
   * script shows one. Those are not the error.
   */
  public String flash() {
    return html.select(".ui.negative.message, .flash-error").stream()
        .filter(Page::isVisible)
        .findFirst()
        .map(Element::text)
        .map(text -> Text.neutral(text, 200))
        .orElse("");
  }

  private static boolean isVisible(Element element) {
    for (Element at = element; at != null; at = at.parent()) {
      if (at.hasAttr("hidden") || at.hasClass("tw-hidden") || at.hasClass("hide")) {
        return false;
      }
    }
    return true;
  }

  /** The page's title. */
  public String title() {
    return Text.neutral(html.title(), 100);
  }

  private boolean posts(FormElement form, HttpUrl action) {
    HttpUrl target = url.resolve(form.attr("action"));
    return form.attr("method").equalsIgnoreCase("post")
        && target != null
        && target.encodedPath().equals(action.encodedPath());
  }
}
