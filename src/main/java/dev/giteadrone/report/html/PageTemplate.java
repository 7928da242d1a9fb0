package dev.giteadrone.report.html;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/** A page without scripts, fonts, images or network access. Pages share their parts. */
public final class PageTemplate {
  private final Template template;

  private PageTemplate(Template template) {
    this.template = template;
  }

  /** The template of this name; it is read once for many pages. */
  public static PageTemplate of(String name) {
    return new PageTemplate(
        Mustache.compiler().escapeHTML(true).withLoader(PageTemplate::part).compile(part(name)));
  }

  /** The page as HTML text; all values are escaped. */
  public String render(Map<String, Object> values) {
    return template.execute(values);
  }

  private static Reader part(String name) {
    String file = name + (name.endsWith("style") ? ".css" : ".html");
    return new InputStreamReader(
        Objects.requireNonNull(PageTemplate.class.getResourceAsStream(file), file),
        StandardCharsets.UTF_8);
  }
}
