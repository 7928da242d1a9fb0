package dev.giteadrone.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.model.desired.Desired;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** URLs and names made up at random: the same ones in each run. */
final class UrlPropertyTest {
  private static final int ROUNDS = 3_000;
  private static final List<String> PARTS =
      List.of(
          "https://",
          "HTTPS://",
          "http://",
          "ftp://",
          "//",
          "git.example.org",
          "127.0.0.1",
          "[::1]",
          "[fe80::1%25eth0]",
          "bücher.example",
          "xn--bcher-kva.example",
          "a_b.example",
          "localhost",
          "1.2.3",
          "0x7f.1",
          "127.0.0.999",
          "-a.example",
          "a..b",
          ":443",
          ":80",
          ":0",
          ":65536",
          ":x",
          ":",
          "/",
          "//",
          "/git",
          "/a/../b",
          "/.",
          "/..",
          "/%2e%2e",
          "/%2F",
          "/a b",
          "/ä",
          "?q=1",
          "#f",
          "user@",
          "user:s3cr3t@",
          "%00",
          "%41.example",
          "\\",
          ";",
          "\u202e",
          "\t",
          "*",
          "\u0000");

  @TempDir Path folder;

  private final Random random = new Random(20_261_124);

  @Test
  void anAcceptedUrlMeansTheSameToWhatSendsTheRequests() throws Exception {
    int accepted = 0;
    for (int round = 0; round < ROUNDS; round++) {
      String text = made();
      Optional<URI> read = read(text).map(desired -> desired.gitea().url());
      if (read.isEmpty()) {
        continue;
      }
      accepted++;
      URI url = read.get();
      HttpUrl sent = HttpUrl.get(url + "/");
      assertThat(url.toString()).as(text).doesNotEndWith("/").doesNotContain("@", "?", "#");
      assertThat(sent.host())
          .as(text)
          .isEqualToIgnoringCase(url.getHost().replaceAll("[\\[\\]]", ""));
      assertThat(sent.port())
          .as(text)
          .isEqualTo(url.getPort() >= 0 ? url.getPort() : HttpUrl.defaultPort(sent.scheme()));
      assertThat(sent.encodedPath()).as(text).isEqualTo(path(url));
      assertThat(sent.username() + sent.password() + sent.query()).as(text).isEqualTo("null");
    }
    assertThat(accepted).isBetween(ROUNDS / 50, ROUNDS / 2);
  }

  @Test
  void anAcceptedNameIsOneStepOfAPathAndNoMore() throws Exception {
    String pieces = "aZ0._-/\\?#%&+ \t@:;'\"<>|*äß\u0130\u202e\u0000~";
    for (int round = 0; round < ROUNDS; round++) {
      StringBuilder name = new StringBuilder();
      for (int i = random.nextInt(5) + 1; i > 0; i--) {
        name.append(pieces.charAt(random.nextInt(4) == 0 ? random.nextInt(pieces.length()) : 0));
      }
      if (Names.wrongUser(name.toString()).isEmpty()) {
        assertThat(path(name.toString())).isEqualTo("/" + name);
      }
      if (Names.wrongRepository(name.toString()).isEmpty()) {
        assertThat(path(name.toString())).isEqualTo("/" + name);
      }
    }
  }

  private static String path(URI url) {
    return URI.create(url.toASCIIString()).getRawPath() + "/";
  }

  private static String path(String name) {
    return new HttpUrl.Builder()
        .scheme("http")
        .host("h")
        .addPathSegment(name)
        .build()
        .encodedPath();
  }

  private String made() {
    StringBuilder text = new StringBuilder(random.nextInt(5) == 0 ? "" : "https://");
    if (random.nextInt(5) > 0) {
      text.append("git.example.org");
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      text.append(PARTS.get(random.nextInt(PARTS.size())));
    }
    return text.toString();
  }

  private Optional<Desired> read(String url) throws Exception {
    Path file = folder.resolve("gitea-drone.yaml");
    StringBuilder quoted = new StringBuilder("\"");
    url.codePoints()
        .forEach(c ->
            quoted.append(
                c < 0x80 && Character.isLetterOrDigit(c)
                    ? Character.toString(c)
                    : "\\U%08x".formatted(c)));
    Files.writeString(
        file,
        "gitea:\n  url: "
            + quoted
            + "\"\n  admin: {username: boss}\ndrone: {url: https://drone.example.org}\n"
            + "secrets: {file: a.yaml}\n");
    try {
      return Optional.of(ConfigFile.load(file, Map.of()));
    } catch (InvalidConfig e) {
      assertThat(e.toString()).doesNotContain("\u202e", "\u0000", "\n", "s3cr3t");
      return Optional.empty();
    }
  }
}
