package dev.giteadrone.faults;

import dev.giteadrone.model.result.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** An answer that no Gitea, Drone or proxy gives, sent to every request as the bytes it is. */
enum Hostility {
  /** Which OkHttp takes for a length. */
  NEGATIVE_LENGTH(ExitCode.FAILED) {
    @Override
    void say(OutputStream out) throws IOException {
      write(out, OK + "Content-Length: -5\r\n\r\n{}");
    }
  },
  /** More than comes, and then the connection ends. */
  LENGTH_TOO_LARGE(ExitCode.UNREACHABLE) {
    @Override
    void say(OutputStream out) throws IOException {
      write(out, OK + "Content-Length: 1000\r\n\r\n   ");
    }
  },
  /** More than comes, and the connection stays. */
  LENGTH_NEVER_REACHED(ExitCode.UNREACHABLE) {
    @Override
    void say(OutputStream out) throws IOException {
      write(out, OK + "Content-Length: 1000\r\n\r\n   ");
      stay();
    }
  },
  /** The rest is the beginning of the next answer on this connection. */
  LENGTH_TOO_SMALL(ExitCode.FAILED) {
    @Override
    void say(OutputStream out) throws IOException {
      write(out, OK + "Content-Length: 3\r\n\r\n{\"version\":\"1.26.0\"}");
    }
  },
  /** A number that is beyond every number. */
  LENGTH_BEYOND_ALL(ExitCode.UNREACHABLE) {
    @Override
    void say(OutputStream out) throws IOException {
      write(out, OK + "Content-Length: " + "9".repeat(18) + "\r\n\r\n ");
    }
  },
  ENDLESS_HEADER(ExitCode.UNREACHABLE) {
    @Override
    void say(OutputStream out) throws IOException {
      write(out, OK + "X-Long: ");
      forEver(out, "b0dy".repeat(4_000), 1);
    }
  },
  ENDLESS_HEADERS(ExitCode.UNREACHABLE) {
    @Override
    void say(OutputStream out) throws IOException {
      write(out, OK);
      forEver(out, "X-Short: b0dy\r\n".repeat(1_000), 1);
    }
  },
  ENDLESS_COOKIES(ExitCode.FAILED) {
    @Override
    void say(OutputStream out) throws IOException {
      StringBuilder cookies = new StringBuilder();
      for (int i = 0; i < 10_000; i++) {
        cookies.append("Set-Cookie: c").append(i).append("=1\r\n");
      }
      write(
          out, "HTTP/1.1 303 Said\r\nLocation: ?b0dy\r\nContent-Length: 0\r\n" + cookies + "\r\n");
    }
  },
  /** Answers that an answer will come. */
  ENDLESS_PROMISES(ExitCode.UNREACHABLE) {
    @Override
    void say(OutputStream out) throws IOException {
      forEver(out, "HTTP/1.1 103 Said\r\nX: b0dy\r\n\r\n".repeat(20), 5);
    }
  },
  /** A few bytes that become gigabytes. */
  GZIP_BOMB(ExitCode.FAILED) {
    @Override
    void say(OutputStream out) throws IOException {
      write(out, OK + "Content-Encoding: gzip\r\nContent-Length: " + BOMB.length + "\r\n\r\n");
      out.write(BOMB);
      out.flush();
    }
  },
  NO_GZIP(ExitCode.UNREACHABLE) {
    @Override
    void say(OutputStream out) throws IOException {
      write(out, OK + "Content-Encoding: gzip\r\nContent-Length: 30\r\n\r\n" + "b".repeat(30));
    }
  },
  /** A body alone. */
  HTTP_0_9(ExitCode.FAILED) {
    @Override
    void say(OutputStream out) throws IOException {
      write(out, "<html><body>b0dy s3cr3t</body></html>\r\n");
    }
  },
  /** Another protocol, which speaks first. */
  SSH(ExitCode.FAILED) {
    @Override
    void say(OutputStream out) throws IOException {
      write(out, "SSH-2.0-b0dy\r\n\u0000\u0001\u0002");
    }
  },
  DEEP_JSON(ExitCode.FAILED) {
    @Override
    void say(OutputStream out) throws IOException {
      json(out, "{\"x\":" + "[".repeat(200_000) + "]".repeat(200_000) + "}");
    }
  },
  DEEP_PAGE(ExitCode.FAILED) {
    @Override
    void say(OutputStream out) throws IOException {
      String page = "<html><body>" + "<div class=flash-error>b0dy".repeat(30_000);
      write(
          out,
          "HTTP/1.1 200 Said\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(page.length(), page));
    }
  },
  /** A number that no type holds, wherever one may stand. */
  NUMBER_BEYOND_ALL(ExitCode.FAILED) {
    @Override
    void say(OutputStream out) throws IOException {
      json(out, "{\"id\":1e999,\"number\":1e999,\"x\":1e999999999}");
    }
  },
  ENDLESS_CHUNKS(ExitCode.FAILED) {
    @Override
    void say(OutputStream out) throws IOException {
      write(out, OK + "Transfer-Encoding: chunked\r\n\r\n");
      forEver(out, ("2000\r\n" + " ".repeat(0x2000) + "\r\n").repeat(20), 1);
    }
  },
  /** A chunk whose size is followed by text without an end. */
  ENDLESS_CHUNK_LINE(ExitCode.FAILED) {
    @Override
    void say(OutputStream out) throws IOException {
      write(out, OK + "Transfer-Encoding: chunked\r\n\r\n2;x=");
      forEver(out, "b0dy".repeat(40_000), 1);
    }
  },
  NEGATIVE_CHUNK(ExitCode.FAILED) {
    @Override
    void say(OutputStream out) throws IOException {
      write(out, OK + "Transfer-Encoding: chunked\r\n\r\n-5\r\n{}\r\n0\r\n\r\n");
    }
  },
  /** A byte now and then, forever. */
  TRICKLE(ExitCode.UNREACHABLE) {
    @Override
    void say(OutputStream out) throws IOException {
      write(out, OK + "\r\n");
      forEver(out, " ", 100);
    }
  },
  TRICKLING_HEAD(ExitCode.UNREACHABLE) {
    @Override
    void say(OutputStream out) throws IOException {
      forEver(out, "H", 100);
    }
  };

  private static final String OK =
      "HTTP/1.1 200 Said\r\nContent-Type: application/json\r\nX-B: b0dy\r\n";
  private static final byte[] BOMB = bomb();

  /** What a run exits with that cannot do without the answer. */
  final ExitCode exit;

  Hostility(ExitCode exit) {
    this.exit = exit;
  }

  /** Sends it; the connection ends when this returns. */
  abstract void say(OutputStream out) throws IOException;

  private static void json(OutputStream out, String json) throws IOException {
    write(out, OK + "Content-Length: " + json.length() + "\r\n\r\n" + json);
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  /** Until the client goes away. */
  private static void forEver(OutputStream out, String text, int pause) throws IOException {
    while (true) {
      write(out, text);
      sleep(pause);
    }
  }

  private static void stay() throws IOException {
    sleep(60_000);
  }

  private static void sleep(int millis) throws IOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static byte[] bomb() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] block = new byte[1024 * 1024];
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      for (int i = 0; i < 200; i++) {
        zip.write(block);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
