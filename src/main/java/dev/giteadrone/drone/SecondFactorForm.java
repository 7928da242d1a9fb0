package dev.giteadrone.drone;

import dev.giteadrone.http.Browser;
import dev.giteadrone.http.Page;
import dev.giteadrone.model.secret.SecondFactor;
import dev.giteadrone.model.secret.Secret;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.jsoup.nodes.FormElement;

/** Gitea's form for the code of an app, on the way of one login. */
final class SecondFactorForm {
  /** Where Gitea shows it; after a wrong code it shows it again. */
  static final String PATH = "user/two_factor";

  private static final String CODE = "passcode";

  private final SecondFactor secondFactor;
  private final HttpUrl action;
  private int tries;

  SecondFactorForm(SecondFactor secondFactor, HttpUrl action) {
    this.secondFactor = secondFactor;
    this.action = action;
  }

  /**
   * Asks for a code if the page wants one, and sends it.
   *
   * @return the next page; empty if the page wants no code, or nobody gives one
   */
  Optional<Page> answered(Browser browser, String what, Page page, String username) {
    Optional<FormElement> form =
        page.form(action).filter(found -> !found.select("[name=" + CODE + "]").isEmpty());
    if (form.isEmpty() || tries == SecondFactor.TRIES || !secondFactor.canAsk()) {
      return Optional.empty();
    }
    Optional<Secret> code = secondFactor.ask(username, tries > 0);
    tries++;
    return code.map(typed -> browser.submit(what, page, form.get(), Map.of(CODE, typed.reveal())));
  }
}
