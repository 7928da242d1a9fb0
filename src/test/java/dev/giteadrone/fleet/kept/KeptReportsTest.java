package dev.giteadrone.fleet.kept;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.giteadrone.gitea.packages.GenericPackage;
import dev.giteadrone.gitea.packages.PackageFiles;
import dev.giteadrone.http.HttpSettings;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.report.fleet.Shard;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Pace;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeptReportsTest {
  private static final String PLACE = "/api/packages/ops/generic/hosts/17/";
  private static final Optional<Shard> SECOND = Optional.of(new Shard(2, 3));

  @RegisterExtension
  static final WireMockExtension GITEA =
      WireMockExtension.newInstance().options(options().dynamicPort()).build();

  @TempDir private Path folder;
  private Path report;

  @BeforeEach
  void write() throws IOException {
    report = folder.resolve("report");
    Files.createDirectories(report.resolve("hosts"));
    for (String name :
        List.of("report.json", "report.xml", "index.html", "hosts/a.json", "hosts/a.html")) {
      Files.writeString(report.resolve(name), name);
    }
  }

  @Test
  void theFilesOfAReportAreStoredAsOneFileAndNoOthers() throws Exception {
    Files.writeString(report.resolve(".env"), "PASSWORD=x");
    Files.writeString(report.resolve("hosts/notes.txt"), "x");
    Files.createSymbolicLink(
        report.resolve("hosts/link.json"), Files.writeString(folder.resolve("other"), "x"));
    GITEA.stubFor(put(urlEqualTo(PLACE + "shard-2-of-3.zip")).willReturn(status(201)));

    reports(30).keep(report, SECOND);

    GITEA.verify(
        1, putRequestedFor(anyUrl()).withHeader("Authorization", equalTo("token t0k3n-of-ops")));
    byte[] sent = GITEA.getAllServeEvents().getFirst().getRequest().getBody();
    assertThat(names(sent))
        .containsExactly("hosts/a.html", "hosts/a.json", "index.html", "report.json", "report.xml");
  }

  @Test
  void aReportOfAllHostsHasItsOwnName() {
    GITEA.stubFor(put(urlEqualTo(PLACE + "report.zip")).willReturn(status(201)));

    reports(30).keep(report, Optional.empty());

    GITEA.verify(1, putRequestedFor(urlEqualTo(PLACE + "report.zip")));
  }

  @Test
  void anOlderFileIsReplaced() {
    String url = PLACE + "shard-2-of-3.zip";
    GITEA.stubFor(put(urlEqualTo(url)).willReturn(status(409)));
    GITEA.stubFor(
        delete(urlEqualTo(url))
            .inScenario("replace")
            .willReturn(status(204))
            .willSetStateTo("deleted"));
    GITEA.stubFor(
        put(urlEqualTo(url))
            .inScenario("replace")
            .whenScenarioStateIs("deleted")
            .willReturn(status(201)));

    reports(30).keep(report, SECOND);

    GITEA.verify(1, deleteRequestedFor(urlEqualTo(url)));
    GITEA.verify(2, putRequestedFor(urlEqualTo(url)));
  }

  @Test
  void anOlderFileThatMayNotBeDeletedIsAFailure() {
    GITEA.stubFor(put(anyUrl()).willReturn(status(409)));
    GITEA.stubFor(delete(anyUrl()).willReturn(status(403)));

    refused(() -> reports(30).keep(report, SECOND), ExitCode.NOT_AUTHORISED)
        .hasMessageContaining("deleting the old shard-2-of-3.zip");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void aTokenWithoutTheRightIsNamed(int status) {
    GITEA.stubFor(any(anyUrl()).willReturn(status(status)));

    refused(() -> reports(30).keep(report, SECOND), ExitCode.NOT_AUTHORISED)
        .hasMessageContaining("Gitea answered " + status)
        .hasMessageContaining("scope");
    refused(() -> fetch(30), ExitCode.NOT_AUTHORISED);
  }

  @Test
  void anOwnerWithoutPackagesIsNamed() {
    GITEA.stubFor(put(anyUrl()).willReturn(status(404)));

    refused(() -> reports(30).keep(report, SECOND), ExitCode.FAILED)
        .hasMessageContaining("packages of ops");
  }

  @Test
  void aLimitOfTheProxyIsNamed() {
    GITEA.stubFor(put(anyUrl()).willReturn(status(413)));

    refused(() -> reports(30).keep(report, SECOND), ExitCode.FAILED)
        .hasMessageContaining("413; the file has 1 KiB");
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE"})
  void aConnectionThatBreaksOffIsAFailureAndNotRepeated(Fault fault) {
    GITEA.stubFor(put(anyUrl()).willReturn(aResponse().withFault(fault)));

    refused(() -> reports(30).keep(report, SECOND), ExitCode.UNREACHABLE)
        .hasMessageContaining("whether it was done is not known");
    GITEA.verify(1, putRequestedFor(anyUrl()));
  }

  @Test
  void aFolderWithoutAReportIsNotSent() throws IOException {
    Files.delete(report.resolve("report.json"));

    refused(() -> reports(30).keep(report, SECOND), ExitCode.FAILED)
        .hasMessageContaining("no report.json");
    assertThat(GITEA.getAllServeEvents()).isEmpty();
  }

  @Test
  void aReportThatComesLaterIsWaitedFor() {
    kept(1);
    kept(3);
    GITEA.stubFor(
        get(urlEqualTo(PLACE + "shard-2-of-3.zip"))
            .inScenario("late")
            .whenScenarioStateIs(Scenario.STARTED)
            .willReturn(status(404))
            .willSetStateTo("restarting"));
    GITEA.stubFor(
        get(urlEqualTo(PLACE + "shard-2-of-3.zip"))
            .inScenario("late")
            .whenScenarioStateIs("restarting")
            .willReturn(status(502))
            .willSetStateTo("there"));
    GITEA.stubFor(
        get(urlEqualTo(PLACE + "shard-2-of-3.zip"))
            .inScenario("late")
            .whenScenarioStateIs("there")
            .willReturn(aResponse().withBody("PK\3\4second")));

    fetch(60);

    assertThat(folder.resolve("shards/shard-2-of-3.zip")).hasContent("PK\3\4second");
    assertThat(folder.resolve("shards/shard-3-of-3.zip")).exists();
  }

  @Test
  void missingReportsAreNamedAndTheOthersFetched() {
    kept(2);
    GITEA.stubFor(get(urlEqualTo(PLACE + "shard-1-of-3.zip")).willReturn(status(404)));
    GITEA.stubFor(get(urlEqualTo(PLACE + "shard-3-of-3.zip")).willReturn(status(404)));

    refused(() -> fetch(1), ExitCode.FAILED)
        .hasMessageContaining("shard 1/3 has no report, shard 3/3 has no report")
        .hasMessageNotContaining("last look");
    assertThat(folder.resolve("shards/shard-2-of-3.zip")).exists();
  }

  @Test
  void anErrorForOneShardDoesNotKeepTheOthersBack() {
    GITEA.stubFor(get(urlEqualTo(PLACE + "shard-1-of-3.zip")).willReturn(status(500)));
    kept(2);
    kept(3);

    refused(() -> fetch(1), ExitCode.FAILED)
        .hasMessageContaining("shard 1/3 has no report")
        .hasMessageContaining("Gitea answered 500")
        .hasMessageNotContaining("shard 2/3");
    assertThat(folder.resolve("shards/shard-2-of-3.zip")).exists();
    assertThat(folder.resolve("shards/shard-3-of-3.zip")).exists();
  }

  @Test
  void aGiteaThatDoesNotAnswerIsNamedBesideTheShards() {
    GITEA.stubFor(any(anyUrl()).willReturn(aResponse().withFixedDelay(3000)));

    refused(() -> fetch(1), ExitCode.FAILED)
        .hasMessageContaining("shard 1/3 has no report")
        .hasMessageContaining("no answer in time");
  }

  @Test
  void aFolderWithOlderReportsIsRefused() throws IOException {
    Files.writeString(Files.createDirectory(folder.resolve("shards")).resolve("old.zip"), "old");

    refused(() -> fetch(1), ExitCode.FAILED).hasMessageContaining("not empty");
    assertThat(GITEA.getAllServeEvents()).isEmpty();
  }

  private static void kept(int shard) {
    GITEA.stubFor(
        get(urlEqualTo(PLACE + "shard-" + shard + "-of-3.zip"))
            .willReturn(aResponse().withBody("PK\3\4")));
  }

  private void fetch(int seconds) {
    reports(seconds)
        .fetch(
            3, folder.resolve("shards"), Deadline.in(Duration.ofSeconds(seconds)), Progress.SILENT);
  }

  private static KeptReports reports(int seconds) {
    return new KeptReports(
        new PackageFiles(
            GenericPackage.parse(GITEA.baseUrl() + PLACE),
            Secret.of("t0k3n-of-ops"),
            new HttpSettings(false, Optional.empty(), Pace.DEFAULT.call()),
            Deadline.in(Duration.ofSeconds(seconds))));
  }

  private static AbstractThrowableAssert<?, ?> refused(Runnable action, ExitCode code) {
    return assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            Failure.class,
            e -> {
              assertThat(e.exitCode()).isEqualTo(code);
              assertThat(e.problem().check()).isEqualTo("report.kept");
              assertThat(e + " " + e.problem()).doesNotContain("t0k3n");
            });
  }

  private static List<String> names(byte[] zip) throws IOException {
    List<String> names = new ArrayList<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        names.add(entry.getName());
      }
    }
    return names;
  }
}
