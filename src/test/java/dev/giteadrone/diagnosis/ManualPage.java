package dev.giteadrone.diagnosis;

import dev.giteadrone.MarkdownPage;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.ProblemId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The pages of the manual about problems, written from the same files as {@code explain}. */
final class ManualPage {
  private static final Set<ProblemId> OF_NO_KEY =
      Set.of(
          ProblemId.CONFIG_FILE,
          ProblemId.CONFIG_SYNTAX,
          ProblemId.CONFIG_CA_CERT,
          ProblemId.CONFIG_GITEA_TOKEN,
          ProblemId.CONFIG_DRONE_TOKEN);

  /** What a text refers to. */
  private static final Pattern NAME = Pattern.compile("(?<=\\bsee )[a-z]+(?:\\.[A-Za-z-]+)+");

  private static final Set<String> PAGES =
      Arrays.stream(ProblemId.values()).map(ProblemId::id).collect(Collectors.toSet());

  private final MarkdownPage page = new MarkdownPage();

  /** The name of a problem's page. */
  static String name(ProblemId id) {
    return id.id().replace("*", "any") + ".md";
  }

  /** The list of all pages, by subject. */
  static String index() {
    MarkdownPage index = new MarkdownPage();
    index.heading(1, "Problems");
    index.paragraph(
        "Each failure names an id. Its page has the symptom, the causes and what to do, as"
            + " `gitea-drone explain ID` prints it.");
    for (Subject subject : Subject.values()) {
      index.heading(2, subject.title());
      index.list(
          subject.problems().stream()
              .map(id -> "[%s](%s): %s".formatted(id.id(), name(id), Diagnosis.of(id).holds()))
              .toList());
    }
    return index.text();
  }

  /** The page of one problem. */
  static String of(ProblemId id) {
    ManualPage page = new ManualPage();
    page.write(Diagnosis.of(id));
    return page.page.text();
  }

  private void write(Diagnosis diagnosis) {
    page.heading(1, diagnosis.id().id());
    page.paragraph(diagnosis.holds());
    if (!diagnosis.symptom().isEmpty()) {
      page.paragraph("Symptom.", diagnosis.symptom());
    }
    diagnosis.about().forEach(page::paragraph);
    key(diagnosis.id())
        .ifPresent(key ->
            page.paragraph(
                "See also [%s in the configuration](../configuration.md#%s)."
                    .formatted(key, key.replace(".", ""))));
    section("Likely causes", diagnosis.causes());
    section("What to do", diagnosis.remedies());
    if (!diagnosis.messages().isEmpty()) {
      page.heading(2, "Messages");
    }
    diagnosis.messages().values().stream().map(diagnosis::example).forEach(this::message);
    page.paragraph(
        diagnosis.exit().stream()
            .map(ExitCode::code)
            .map(code -> "[%d](../exit-codes.md#exit-code-%d)".formatted(code, code))
            .collect(Collectors.joining(" or ", "Exit code: ", ".")));
  }

  /** The key of the configuration that a problem is about. */
  private static Optional<String> key(ProblemId id) {
    return id.id().startsWith("config.") && !OF_NO_KEY.contains(id)
        ? Optional.of(id.id().substring("config.".length()))
        : Optional.empty();
  }

  private void message(Message message) {
    page.paragraph("It says:", message.seen());
    List<String> parts = new ArrayList<>();
    if (!message.cause().isEmpty()) {
      parts.add("Cause: " + message.cause());
    }
    parts.add("Next: " + message.next());
    page.list(parts);
  }

  private void section(String title, List<String> items) {
    if (!items.isEmpty()) {
      page.heading(2, title);
      page.list(items.stream().map(ManualPage::linked).toList());
    }
  }

  /** The text, in which the name of another problem leads to its page. */
  private static String linked(String text) {
    return NAME.matcher(text)
        .replaceAll(found -> {
          String id = found.group();
          return PAGES.contains(id) ? "[%s](%s.md)".formatted(id, id) : "$0";
        });
  }
}
