package dev.giteadrone;

import dev.giteadrone.fakes.DesiredBuilder;
import dev.giteadrone.http.OwnAuthority;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.Level;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.run.Commands;
import dev.giteadrone.sandbox.SandboxOptions;
import dev.giteadrone.servers.Loopback;
import dev.giteadrone.servers.RealProcess;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Addresses, proxies and certificates that are wrong, in front of servers that work: what answers
 * there is named, and soon.
 */
final class DiagnosesReachIT {
  private static final RunOptions LOGIN = RunOptions.DEFAULT.withLevel(Level.LOGIN);
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir private static Path folder;
  private static HostFixture bed;
  private static RealProcess nginx;
  private static Path authority;
  private static int pages;
  private static int expired;
  private static int otherName;
  private static String expiredOn;

  @BeforeAll
  static void start() throws Exception {
    bed =
        HostFixture.wired(
            SandboxOptions.blank().withRunners(Set.of(RunnerType.EXEC)).withRunnersStopped());
    OwnAuthority own = OwnAuthority.validFor(DAY);
    authority = own.pem(folder.resolve("ca.pem"));
    expiredOn = Instant.now().minus(DAY).toString().substring(0, 10);
    own.write(folder, "expired", "127.0.0.1", DAY.multipliedBy(-9), DAY.negated());
    own.write(folder, "other", "git.other.test", DAY.negated(), DAY);
    pages = Loopback.freePort();
    expired = Loopback.freePort();
    otherName = Loopback.freePort();
    Files.writeString(folder.resolve("nginx.conf"), nginxConf());
    nginx = RealProcess.start(folder, pages, "nginx", "-p", folder.toString(), "-c", "nginx.conf");
  }

  @AfterAll
  static void stop() {
    nginx.close();
    bed.close();
  }

  @Test
  void swappedUrlsAreNamed() {
    URI gitea = bed.sandbox.giteaUrl();
    Desired swapped =
        DesiredBuilder.of(bed.desired()).giteaUrl(bed.sandbox.droneUrl()).droneUrl(gitea).build();

    unreachable(run(swapped))
        .seen("this is a Drone", "not a Gitea")
        .cause("swapped")
        .next("gitea.url and drone.url");
  }

  @Test
  void httpsToAPortWithPlainHttpIsNamed() {
    URI plain = bed.sandbox.giteaUrl();

    unreachable(run(gitea("https://127.0.0.1:" + plain.getPort())))
        .cause("the scheme or the port of the URL is wrong")
        .next("write http:// in the URL");
  }

  @Test
  void anotherServerIsNamedWithWhatItAnswers() {
    unreachable(run(gitea("http://127.0.0.1:" + pages)))
        .seen("neither Gitea nor Drone", "404", "from nginx")
        .cause("the URL is that of another server")
        .next("check host, port and path of the URL");
  }

  @Test
  void aMisspeltHostNameIsNamed() {
    unreachable(run(gitea("https://git.my-domian.invalid")))
        .seen("git.my-domian.invalid does not resolve")
        .cause("misspelt")
        .next("correct the URL");
  }

  @Test
  void aProxyThatIsDownIsNotTakenForGitea() {
    int nobody = Loopback.freePort();

    unreachable(
            run(bed.desiredWith("http: { proxy: 'http://127.0.0.1:" + nobody + "' }\n", Map.of())))
        .seen("the connection to the proxy is refused", "127.0.0.1:" + nobody)
        .cause("the proxy is down", "Gitea itself was not reached")
        .next("http.proxy");
  }

  @Test
  void anExpiredCertificateOfAKnownAuthorityIsNamedWithItsDate() {
    unreachable(run(gitea("https://127.0.0.1:" + expired), Optional.of(authority)))
        .seen("its certificate expired on " + expiredOn)
        .next("renew it", "clock");
  }

  @Test
  void aCertificateForAnotherHostIsNamedWithBothNames() {
    unreachable(run(gitea("https://127.0.0.1:" + otherName), Optional.of(authority)))
        .seen("its certificate is for git.other.test, not for 127.0.0.1")
        .next("correct the URL");
  }

  @Test
  void anAuthorityThatIsNotTrustedIsNamed() {
    unreachable(run(gitea("https://127.0.0.1:" + otherName)))
        .seen("is signed by CN=Own Authority, which is not trusted here")
        .next("--ca-cert");
  }

  private static OneFailure unreachable(RunReport report) {
    return OneFailure.of(report, ExitCode.UNREACHABLE, CheckId.GITEA_READY).unchanged();
  }

  private static Desired gitea(String url) {
    return DesiredBuilder.of(bed.desired()).giteaUrl(URI.create(url)).build();
  }

  private static RunReport run(Desired desired) {
    return run(desired, Optional.empty());
  }

  private static RunReport run(Desired desired, Optional<Path> ca) {
    return Commands.of(
            desired,
            LOGIN.withCaCertificate(ca),
            Progress.SILENT,
            new QuickConnections(bed.environment()))
        .bootstrap();
  }

  private static String nginxConf() {
    return """
    %s
    daemon off;
    pid nginx.pid;
    error_log stderr;
    events {}
    http {
      access_log off;
      client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
      uwsgi_temp_path uwsgi; scgi_temp_path scgi;
      server { listen 127.0.0.1:%d; location / { return 404; } }
      server {
        listen 127.0.0.1:%d ssl;
        ssl_certificate expired.crt;
        ssl_certificate_key expired.key;
        location / { proxy_pass %s; }
      }
      server {
        listen 127.0.0.1:%d ssl;
        ssl_certificate other.crt;
        ssl_certificate_key other.key;
        location / { proxy_pass %s; }
      }
    }
    """
        .formatted(
            System.getProperty("user.name").equals("root") ? "user root;" : "",
            pages,
            expired,
            bed.sandbox.giteaUrl(),
            otherName,
            bed.sandbox.giteaUrl());
  }
}
