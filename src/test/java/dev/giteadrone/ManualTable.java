package dev.giteadrone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/** Reads the tables of a page of the manual. */
public final class ManualTable {
  private ManualTable() {}

  /** The rows below the head {@code columns}, as text without marks. */
  public static List<List<String>> rows(Path page, List<String> columns) throws IOException {
    List<List<String>> found = new ArrayList<>();
    Node document =
        Parser.builder()
            .extensions(List.of(TablesExtension.create()))
            .build()
            .parse(Files.readString(page));
    document.accept(
        new AbstractVisitor() {
          private List<String> head = List.of();

          @Override
          public void visit(CustomNode node) {
            if (node instanceof TableRow && node.getParent() instanceof TableHead) {
              head = cells(node);
            } else if (node instanceof TableRow && head.equals(columns)) {
              found.add(cells(node));
            }
            visitChildren(node);
          }
        });
    return found;
  }

  private static List<String> cells(Node row) {
    List<String> cells = new ArrayList<>();
    for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
      if (cell instanceof TableCell) {
        cells.add(text(cell));
      }
    }
    return cells;
  }

  private static String text(Node cell) {
    StringBuilder text = new StringBuilder();
    cell.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Text part) {
            text.append(part.getLiteral());
          }

          @Override
          public void visit(Code part) {
            text.append(part.getLiteral());
          }
        });
    return text.toString();
  }
}
