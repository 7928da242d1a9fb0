package dev.giteadrone.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class LogLinesTest {
  private static final String INFO =
      "{\"error\":\"no route\",\"level\":\"warning\",\"msg\":\"cannot send\",\"repo\":\"me/demo\","
          + "\"request-id\":\"3MjW\",\"time\":\"2026-11-28T11:14:28Z\"}";

  @Test
  void debugLinesOfAllServersAreLeftOut() {
    assertThat(
            LogLines.important(
                List.of(
                    "first",
                    "{\"fields.time\":\"x\",\"level\":\"debug\",\"msg\":\"\"}",
                    "time=\"x\" level=debug msg=\"no build\"",
                    "2026/11/28 11:14:25 routers/init.go:1:x() [D] nothing",
                    "2026/11/28 11:14:25 HTTPRequest [I] router: completed",
                    INFO)))
        .isEqualTo(
            """
            first
            2026/11/28 11:14:25 HTTPRequest [I] router: completed
            2026-11-28T11:14:28Z warning: cannot send: no route repo=me/demo\
            """);
  }

  @Test
  void aLineThatWasCutIsShownAsItIs() {
    assertThat(LogLines.readable("{\"level\":\"info\",\"msg\":\"cu…"))
        .isEqualTo("{\"level\":\"info\",\"msg\":\"cu…");
  }
}
