package dev.giteadrone.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giteadrone.init.keys.Bech32;
import dev.giteadrone.init.keys.HostScan;
import dev.giteadrone.init.keys.KeyFile;
import dev.giteadrone.init.keys.SshKey;
import dev.giteadrone.io.Subprocess;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.servers.Loopback;
import dev.giteadrone.time.Timeline;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real SSH keys, and real SSH servers on loopback. */
final class HostKeysIT {
  @TempDir Path root;
  private Workplace place;
  private final List<AutoCloseable> started = new CopyOnWriteArrayList<>();

  @BeforeEach
  void place() throws IOException {
    place = new Workplace(root);
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable one : started) {
      one.close();
    }
  }

  @Test
  void whatIsEncryptedForTheHostItDecryptsWithItsSshKey() throws Exception {
    for (int i = 0; i < 5; i++) {
      Path key = sshKey("key" + i, "ed25519");
      Path pub = Path.of(key + ".pub");
      String recipient = KeyFile.recipient(pub);
      // As ssh-to-age -private-key does: the scalar of the key, read by the real age.
      Path identity = Files.writeString(root.resolve("identity" + i), identity(key) + "\n");
      assertThat(place.run("age-keygen", "-y", identity.toString()).strip()).isEqualTo(recipient);
      Subprocess.Result encrypted =
          place.call(place.environment(), "for the host", "age", "-a", "-r", recipient);
      assertThat(
              place
                  .call(
                      place.environment(), encrypted.text(), "age", "-d", "-i", identity.toString())
                  .text())
          .isEqualTo("for the host");
      assertThat(place.run("ssh-keygen", "-lf", pub.toString()))
          .contains(" " + SshKey.in(Files.readString(pub)).orElseThrow().fingerprint() + " ");
    }
  }

  @Test
  void anAgeKeyFileGivesItsRecipientToo() throws Exception {
    Path file = root.resolve("age.txt");
    String recipient = place.newKey(file);
    assertThat(KeyFile.recipient(file)).isEqualTo(recipient);
    assertThat(KeyFile.recipient(Files.writeString(file, recipient + "\n"))).isEqualTo(recipient);
    Files.writeString(file, recipient + "\n" + place.newKey(root.resolve("other.txt")) + "\n");
    assertThatThrownBy(() -> KeyFile.recipient(file)).hasMessageContaining("2 age keys");
  }

  @Test
  void aScannedKeyCountsOnlyIfItIsTheExpectedOne() throws Exception {
    Path key = sshKey("hostkey", "ed25519");
    int port = sshd(key);
    String recipient = KeyFile.recipient(Path.of(key + ".pub"));
    String fingerprint =
        SshKey.in(Files.readString(Path.of(key + ".pub"))).orElseThrow().fingerprint();
    InitRequest scan = request("127.0.0.1:" + port);
    assertThat(hostKeys().recipient(scan.with(InitFlag.HOST_FINGERPRINT, fingerprint)))
        .isEqualTo(recipient);
    assertThatThrownBy(() ->
            hostKeys()
                .recipient(scan.with(InitFlag.HOST_FINGERPRINT, fingerprint.replace(":", ":x"))))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("it is " + fingerprint);
    Answering yes = new Answering(true);
    assertThat(hostKeys().confirmed(scan, yes).get(InitFlag.HOST_RECIPIENT)).contains(recipient);
    assertThat(yes.shown).contains(fingerprint);
    assertThatThrownBy(() -> hostKeys().confirmed(scan, new Answering(false)))
        .hasMessageContaining("not confirmed");
  }

  @Test
  void aHostWithoutAnEd25519KeyIsToldFromOneThatIsNotThere() throws Exception {
    int rsa = sshd(sshKey("rsa", "rsa"));
    fails(request("127.0.0.1:" + rsa), ExitCode.FAILED, "no ed25519 key");
    fails(request("127.0.0.1:" + Loopback.freePort()), ExitCode.UNREACHABLE, "refused");
    fails(request("nosuch.invalid"), ExitCode.UNREACHABLE, "no such host name");
  }

  @Test
  void whatDoesNotSpeakSshOrIsSilentIsSaid() throws Exception {
    int silent = server(socket -> {});
    fails(request("127.0.0.1:" + silent), ExitCode.UNREACHABLE, "does not answer with SSH");
    int web =
        server(socket -> {
          try (socket) {
            socket
                .getOutputStream()
                .write("HTTP/1.1 400 no\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
          } catch (IOException e) {
            // It has gone.
          }
        });
    fails(request("127.0.0.1:" + web), ExitCode.UNREACHABLE, "does not answer with SSH");
  }

  private void fails(InitRequest request, ExitCode code, String seen) {
    InitRequest whole = request.with(InitFlag.HOST_FINGERPRINT, "SHA256:x");
    assertThatThrownBy(() -> hostKeys().recipient(whole))
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> {
              assertThat(failure.exitCode()).isEqualTo(code);
              assertThat(failure.problem().check()).isEqualTo("init.host");
              assertThat(failure.problem().seen()).contains(seen);
              assertThat(failure.problem().next()).isNotEmpty();
            });
  }

  private HostKeys hostKeys() {
    return new HostKeys(
        new HostScan(
            new Subprocess(new Timeline(), place.environment()),
            place.environment(),
            Duration.ofSeconds(2)));
  }

  private InitRequest request(String host) {
    return new InitRequest(place.folder, place.folder, Map.of(InitFlag.SCAN_HOST, host), false);
  }

  private Path sshKey(String name, String type) {
    Path key = root.resolve(name);
    place.run("ssh-keygen", "-q", "-t", type, "-N", "", "-C", "host", "-f", key.toString());
    return key;
  }

  private int sshd(Path key) throws Exception {
    Sshd sshd = Sshd.start(root, key);
    started.add(sshd);
    return sshd.port();
  }

  private int server(Consumer<Socket> answer) throws IOException {
    ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    started.add(server);
    Thread.ofVirtual()
        .start(() -> {
          try {
            while (true) {
              Socket socket = server.accept();
              started.add(socket);
              answer.accept(socket);
            }
          } catch (IOException e) {
            // Closed.
          }
        });
    return server.getLocalPort();
  }

  /** Reads the seed of an unencrypted key in OpenSSH's own format (its PROTOCOL.key). */
  private static String identity(Path key) throws Exception {
    String base64 =
        String.join("", Files.readAllLines(key).stream().filter(l -> !l.startsWith("-")).toList());
    byte[] file = Base64.getDecoder().decode(base64);
    ByteBuffer in = ByteBuffer.wrap(file);
    in.position("openssh-key-v1\0".length());
    part(in); // cipher
    part(in); // derivation
    part(in); // its options
    in.getInt(); // one key
    part(in); // public
    ByteBuffer secret = ByteBuffer.wrap(part(in));
    secret.getLong(); // two check integers
    part(secret); // type
    part(secret); // public
    byte[] seed = Arrays.copyOf(part(secret), 32);
    byte[] hash = MessageDigest.getInstance("SHA-512").digest(seed);
    return Bech32.encode("age-secret-key-", Arrays.copyOf(hash, 32)).toUpperCase(Locale.ROOT);
  }

  private static byte[] part(ByteBuffer in) {
    byte[] part = new byte[in.getInt()];
    in.get(part);
    return part;
  }

  /** Somebody with one opinion. */
  private static final class Answering implements Prompt {
    private final boolean agrees;
    private String shown = "";

    private Answering(boolean agrees) {
      this.agrees = agrees;
    }

    @Override
    public String ask(String question, String usual) {
      throw new AssertionError(question);
    }

    @Override
    public boolean agrees(String question, boolean usual) {
      assertThat(usual).isFalse();
      return agrees;
    }

    @Override
    public void show(List<String> lines) {
      shown += String.join("\n", lines);
    }

    @Override
    public void wrong(Problem problem) {
      throw new AssertionError(problem.toString());
    }
  }
}
