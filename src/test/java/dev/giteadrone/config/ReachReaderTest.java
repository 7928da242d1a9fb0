package dev.giteadrone.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.giteadrone.model.desired.Endpoint;
import dev.giteadrone.model.desired.NetworkOptions;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReachReaderTest {
  private static final Endpoint GITEA = new Endpoint("git.example.org", 443);
  private static final Endpoint DRONE = new Endpoint("drone.example.org", 443);

  @TempDir Path folder;

  @Test
  void withoutTheSectionTheWayIsStraight() throws IOException {
    NetworkOptions reach = reach("", Map.of("DOOR", "x"));
    assertThat(reach.proxies()).isEmpty();
    assertThat(reach.connectTo()).isEmpty();
    assertThat(reach.headers()).isEmpty();
    assertThat(reach.variables()).isEmpty();
  }

  @Test
  void everyKeyIsRead() throws IOException {
    for (String file : new String[] {"ca.crt", "client.crt", "client.key"}) {
      Files.writeString(folder.resolve(file), "");
    }
    NetworkOptions reach =
        reach(
            """
            http:
              connect-to: { git.example.org: 10.0.0.5, "drone.example.org:443": "[fd00::5]:8443" }
              headers: { X-One: $ONE, X-Two: "${TWO}" }
              client-certificate: { certificate: client.crt, key: client.key }
              ca: ca.crt
            """,
            Map.of("ONE", "1", "TWO", "2\n"));
    assertThat(reach.connectTo())
        .containsOnly(
            Map.entry(GITEA, new Endpoint("10.0.0.5", 443)),
            Map.entry(DRONE, new Endpoint("fd00::5", 8443)));
    assertThat(reach.headers())
        .containsOnly(Map.entry("X-One", Secret.of("1")), Map.entry("X-Two", Secret.of("2")));
    assertThat(reach.variables()).containsExactlyInAnyOrder("ONE", "TWO");
    assertThat(reach.servers()).containsExactlyInAnyOrder(GITEA, DRONE);
    assertThat(reach.certificate().orElseThrow().key()).isEqualTo(folder.resolve("client.key"));
    assertThat(reach.caCertificate()).contains(folder.resolve("ca.crt"));
    assertThat(reach.describe(GITEA)).isEqualTo(" at 10.0.0.5:443");
  }

  @Test
  void proxyOfTheFileIsForBothServersAndItsPasswordComesByAVariable() throws IOException {
    NetworkOptions reach =
        reach("http: { proxy: $PROXY }\n", Map.of("PROXY", "http://me:hun%40ter2@[::1]:3128"));
    assertThat(reach.proxies()).containsOnlyKeys(GITEA, DRONE);
    NetworkOptions.ProxyServer proxy = reach.proxies().values().iterator().next();
    assertThat(proxy.at()).hasToString("[0:0:0:0:0:0:0:1]:3128");
    assertThat(proxy.credential().orElseThrow().password()).isEqualTo(Secret.of("hun@ter2"));
    assertThat(reach.toString()).doesNotContain("hun@ter2");
    assertThat(reach.variables()).containsExactly("PROXY");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          HTTPS_PROXY | http://p:1 |                              | both
          https_proxy | p:1        |                              | both
          ALL_PROXY   | http://p:1 |                              | both
          HTTP_PROXY  | http://p:1 |                              | none
          HTTPS_PROXY | http://p:1 | *                            | none
          HTTPS_PROXY | http://p:1 | example.org                  | none
          HTTPS_PROXY | http://p:1 | other.tld, .git.example.org  | drone
          HTTPS_PROXY | http://p:1 | it.example.org               | both
          """)
  void proxyOfTheEnvironmentIsTakenAsCurlDoes(String name, String value, String none, String which)
      throws IOException {
    NetworkOptions reach = reach("", Map.of(name, value, "no_proxy", none == null ? "" : none));
    switch (which) {
      case "both" -> assertThat(reach.proxies()).containsOnlyKeys(GITEA, DRONE);
      case "drone" -> assertThat(reach.proxies()).containsOnlyKeys(DRONE);
      default -> assertThat(reach.proxies()).isEmpty();
    }
  }

  @Test
  void proxyOfTheEnvironmentIsNeverForThisMachineNorForWhatIsConnectedElsewhere()
      throws IOException {
    Map<String, String> environment = Map.of("HTTPS_PROXY", "http://p:1");
    assertThat(reach("http: { proxy: none }\n", environment).proxies()).isEmpty();
    assertThat(
            reach("http: { connect-to: { git.example.org: 10.0.0.5 } }\n", environment).proxies())
        .containsOnlyKeys(DRONE);
    write("", "https://127.0.0.1:3001");
    assertThat(ConfigFile.load(file(), environment).reach().proxies()).containsOnlyKeys(DRONE);
  }

  @Test
  void networksAndAddressesOfNoProxyAreUnderstood() {
    NoProxy none = new NoProxy("10.0.0.0/8,192.168.1.7,fd00::/8,[::1]");
    assertThat(none.covers("10.200.3.4")).isTrue();
    assertThat(none.covers("11.0.0.1")).isFalse();
    assertThat(none.covers("192.168.1.7")).isTrue();
    assertThat(none.covers("192.168.1.70")).isFalse();
    assertThat(none.covers("[fd12::3]")).isTrue();
    assertThat(none.covers("[::1]")).isTrue();
    assertThat(none.covers("10.example.org")).isFalse();
    assertThat(new NoProxy("").covers("git.example.org")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          proxy: http://me:hunter2@p:1           | config.http.proxy
          proxy: socks5://p:1                    | config.http.proxy
          proxy: http://p                        | config.http.proxy
          proxy: $MISSING                        | config.http.proxy
          proxi: http://p:1                      | config.http
          connect-to: { other.tld: 10.0.0.5 }    | config.http.connect-to
          connect-to: { git.example.org: a b }   | config.http.connect-to
          connect-to: { git.example.org: a:0 }   | config.http.connect-to
          headers: { X-A: hunter2 }              | config.http.headers
          headers: { X-A: $MISSING }             | config.http.headers
          headers: { X-A: $WEIRD }               | config.http.headers
          headers: { "X A": $ONE }               | config.http.headers
          headers: { Authorization: $ONE }       | config.http.headers
          headers: { X-A: [hunter2] }            | config.http.headers
          client-certificate: { key: a.key }     | config.http.client-certificate
          ca: nowhere.crt                        | config.http.ca
          """)
  void whatCannotBeIsRefusedWithItsLineAndWithoutSecrets(String line, String check)
      throws IOException {
    write("http:\n  " + line + "\n", "https://git.example.org");
    InvalidConfig invalid =
        catchThrowableOfType(
            InvalidConfig.class,
            () -> ConfigFile.load(file(), Map.of("ONE", "1", "WEIRD", "hunter2\u00e9")));
    assertThat(invalid.problems())
        .isNotEmpty()
        .allSatisfy(problem -> {
          assertThat(problem.check()).startsWith(check);
          assertThat(problem.summary()).contains("gitea-drone.yaml:");
          assertThat(problem.next()).isNotEmpty();
        });
    assertThat(invalid.toString() + invalid.problems()).doesNotContain("hunter2");
  }

  @Test
  void proxyAndConnectToExcludeEachOther() throws IOException {
    write(
        "http: { proxy: 'http://p:1', connect-to: { git.example.org: 10.0.0.5 } }\n",
        "https://git.example.org");
    InvalidConfig invalid =
        catchThrowableOfType(InvalidConfig.class, () -> ConfigFile.load(file(), Map.of()));
    assertThat(invalid.problems()).extracting(Problem::check).containsExactly("config.http.proxy");
  }

  @Test
  void proxyOfTheEnvironmentThatIsNoneIsRefusedWithoutQuotingIt() throws IOException {
    write("", "https://git.example.org");
    InvalidConfig invalid =
        catchThrowableOfType(
            InvalidConfig.class,
            () -> ConfigFile.load(file(), Map.of("HTTPS_PROXY", "socks5://me:hunter2@p:1")));
    assertThat(invalid.problems()).extracting(Problem::summary).contains("HTTPS_PROXY");
    assertThat(invalid.toString() + invalid.problems()).doesNotContain("hunter2");
  }

  private Path file() {
    return folder.resolve("gitea-drone.yaml");
  }

  private NetworkOptions reach(String http, Map<String, String> environment) throws IOException {
    write(http, "https://git.example.org");
    return ConfigFile.load(file(), environment).reach();
  }

  private void write(String http, String gitea) throws IOException {
    Files.writeString(
        file(), ConfigFileTest.LEAST.replace("https://git.example.org", gitea) + http);
  }
}
