package dev.giteadrone;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableBody;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.Document;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.renderer.markdown.MarkdownRenderer;

/**
 * A page of the manual that a test writes. In its texts a command stands in backticks, and {@code
 * [words](target)} is a link; all else is plain text.
 */
public final class MarkdownPage {
  private static final Pattern LINK = Pattern.compile("\\[([^\\[\\]]+)]\\(([^()\\s]+)\\)");
  private static final MarkdownRenderer MARKDOWN =
      MarkdownRenderer.builder().extensions(List.of(TablesExtension.create())).build();

  private final Document page = new Document();

  /** Adds a heading. */
  public void heading(int level, String title) {
    Heading heading = new Heading();
    heading.setLevel(level);
    words(heading, title);
    page.appendChild(heading);
  }

  /** Adds a paragraph. */
  public void paragraph(String text) {
    Paragraph paragraph = new Paragraph();
    words(paragraph, text);
    page.appendChild(paragraph);
  }

  /** Adds a paragraph that begins with a bold word. */
  public void paragraph(String bold, String text) {
    Paragraph paragraph = new Paragraph();
    StrongEmphasis strong = new StrongEmphasis();
    strong.appendChild(new Text(bold));
    paragraph.appendChild(strong);
    words(paragraph, " " + text);
    page.appendChild(paragraph);
  }

  /** Adds a list. */
  public void list(List<String> items) {
    BulletList list = new BulletList();
    list.setTight(true);
    list.setMarker("-");
    page.appendChild(list);
    for (String text : items) {
      ListItem item = new ListItem();
      Paragraph paragraph = new Paragraph();
      words(paragraph, text);
      item.appendChild(paragraph);
      list.appendChild(item);
    }
  }

  /** Adds a block of code. */
  public void code(String language, String text) {
    FencedCodeBlock block = new FencedCodeBlock();
    block.setFenceCharacter("`");
    block.setOpeningFenceLength(3);
    block.setClosingFenceLength(3);
    block.setInfo(language);
    block.setLiteral(text);
    page.appendChild(block);
  }

  /** Adds a table. */
  public void table(List<String> head, List<List<String>> rows) {
    TableBlock table = new TableBlock();
    TableHead top = new TableHead();
    top.appendChild(row(head, true));
    table.appendChild(top);
    TableBody body = new TableBody();
    rows.forEach(cells -> body.appendChild(row(cells, false)));
    table.appendChild(body);
    page.appendChild(table);
  }

  private static TableRow row(List<String> cells, boolean head) {
    TableRow row = new TableRow();
    for (String text : cells) {
      TableCell cell = new TableCell();
      cell.setHeader(head);
      words(cell, text);
      row.appendChild(cell);
    }
    return row;
  }

  private static void words(Node parent, String text) {
    String[] parts = text.replace('\n', ' ').split("`", -1);
    for (int i = 0; i < parts.length; i++) {
      if (parts[i].isEmpty()) {
        continue;
      }
      if (i % 2 == 0) {
        plain(parent, parts[i]);
      } else {
        parent.appendChild(new Code(parts[i]));
      }
    }
  }

  private static void plain(Node parent, String text) {
    int at = 0;
    for (MatchResult found : LINK.matcher(text).results().toList()) {
      if (found.start() > at) {
        parent.appendChild(new Text(text.substring(at, found.start())));
      }
      Link link = new Link(found.group(2), null);
      link.appendChild(new Text(found.group(1)));
      parent.appendChild(link);
      at = found.end();
    }
    if (at < text.length()) {
      parent.appendChild(new Text(text.substring(at)));
    }
  }

  /** The Markdown. */
  public String text() {
    return MARKDOWN.render(page);
  }
}
