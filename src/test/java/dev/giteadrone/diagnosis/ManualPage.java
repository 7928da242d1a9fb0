package dev.giteadrone.diagnosis;

import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.ProblemId;
import java.util.List;
import java.util.stream.Collectors;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.Document;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.renderer.markdown.MarkdownRenderer;

/** The pages of the manual about problems, written from the same files as {@code explain}. */
final class ManualPage {
  private static final MarkdownRenderer MARKDOWN = MarkdownRenderer.builder().build();

  private final Document page = new Document();

  /** The name of a problem's page. */
  static String name(ProblemId id) {
    return id.id().replace("*", "any") + ".md";
  }

  /** The list of all pages, by subject. */
  static String index() {
    ManualPage index = new ManualPage();
    index.heading(1, "Problems");
    index.paragraph(
        "Each failure names an id. Its page has the symptom, the causes and what to do, as"
            + " `gitea-drone explain ID` prints it.");
    for (Subject subject : Subject.values()) {
      index.heading(2, subject.title());
      BulletList list = index.list();
      for (ProblemId id : subject.problems()) {
        Link link = new Link(name(id), null);
        link.appendChild(new Text(id.id()));
        Node item = item(list);
        item.appendChild(link);
        words(item, ": " + Diagnosis.of(id).holds());
      }
    }
    return index.text();
  }

  /** The page of one problem. */
  static String of(ProblemId id) {
    ManualPage page = new ManualPage();
    page.write(Diagnosis.of(id));
    return page.text();
  }

  private void write(Diagnosis diagnosis) {
    heading(1, diagnosis.id().id());
    paragraph(diagnosis.holds());
    if (!diagnosis.symptom().isEmpty()) {
      words(strong("Symptom."), " " + diagnosis.symptom());
    }
    diagnosis.about().forEach(this::paragraph);
    section("Likely causes", diagnosis.causes());
    section("What to do", diagnosis.remedies());
    if (!diagnosis.messages().isEmpty()) {
      heading(2, "Messages");
    }
    diagnosis.messages().values().stream().map(diagnosis::example).forEach(this::message);
    paragraph(
        diagnosis.exit().stream()
            .map(ExitCode::code)
            .map(String::valueOf)
            .collect(Collectors.joining(" or ", "Exit code: ", ".")));
  }

  private void message(Message message) {
    words(strong("It says:"), " " + message.seen());
    BulletList parts = list();
    if (!message.cause().isEmpty()) {
      words(item(parts), "Cause: " + message.cause());
    }
    words(item(parts), "Next: " + message.next());
  }

  private void section(String title, List<String> items) {
    if (!items.isEmpty()) {
      heading(2, title);
      BulletList list = list();
      items.forEach(text -> words(item(list), text));
    }
  }

  private void heading(int level, String title) {
    Heading heading = new Heading();
    heading.setLevel(level);
    heading.appendChild(new Text(title));
    page.appendChild(heading);
  }

  private void paragraph(String text) {
    Paragraph paragraph = new Paragraph();
    words(paragraph, text);
    page.appendChild(paragraph);
  }

  private Paragraph strong(String word) {
    Paragraph paragraph = new Paragraph();
    StrongEmphasis strong = new StrongEmphasis();
    strong.appendChild(new Text(word));
    paragraph.appendChild(strong);
    page.appendChild(paragraph);
    return paragraph;
  }

  private BulletList list() {
    BulletList list = new BulletList();
    list.setTight(true);
    list.setMarker("-");
    page.appendChild(list);
    return list;
  }

  private static Paragraph item(BulletList list) {
    ListItem item = new ListItem();
    Paragraph paragraph = new Paragraph();
    item.appendChild(paragraph);
    list.appendChild(item);
    return paragraph;
  }

  /** A command stands in backticks. */
  private static void words(Node parent, String text) {
    String[] parts = text.replace('\n', ' ').split("`", -1);
    for (int i = 0; i < parts.length; i++) {
      if (!parts[i].isEmpty()) {
        parent.appendChild(i % 2 == 0 ? new Text(parts[i]) : new Code(parts[i]));
      }
    }
  }

  private String text() {
    return MARKDOWN.render(page);
  }
}
