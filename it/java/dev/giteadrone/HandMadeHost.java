package dev.giteadrone;

import dev.giteadrone.drone.Drone;
import dev.giteadrone.http.Browser;
import dev.giteadrone.http.Page;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.DroneLogin;
import dev.giteadrone.model.server.OAuthApp;
import dev.giteadrone.sandbox.Profile;
import dev.giteadrone.sandbox.SandboxOptions;
import dev.giteadrone.servers.TestHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/**
 * A reference host that an operator has set up by hand, and that works: the account, the
 * application and the secrets file were made without this program, and a repository is active.
 * Drone is at another host name than Gitea. The folder has no configuration of this program and no
 * admin file; one rule of {@code .sops.yaml} is for all files.
 */
final class HandMadeHost implements AutoCloseable {
  static final String ADMIN = "my-admin";
  static final String OTHER_USER = "somebody";

  /** In the head of the person, and in no file. */
  static final Secret PASSWORD = Secret.of("remembered-by-a-person-7");

  static final Secret RPC_SECRET = Secret.of("5d1c0ffee5d1c0ffee5d1c0ffee5d1c0");
  static final String REPOSITORY = "website";

  private static final Pattern AGE = Pattern.compile("age1[a-z0-9]{58}");

  /** An application's id and secret, as the page shows them once. */
  record Client(String id, Secret secret) {}

  final HostFixture fixture;
  final Client client;
  final String hostRecipient;

  private HandMadeHost(HostFixture fixture) throws IOException {
    this.fixture = fixture;
    this.hostRecipient = oneRuleForAllFiles();
    user(ADMIN, true);
    user(OTHER_USER, false);
    this.client = newApp(ADMIN, "Drone CI");
    Files.delete(fixture.sandbox.configFile());
    encrypt(text(client));
    run("git", "init", "--quiet");
    commit(".sops.yaml", ".secrets");
    fixture.sandbox.deploy();
    activate();
  }

  /** Starts one. */
  static HandMadeHost start() {
    HostFixture fixture =
        HostFixture.start(
            SandboxOptions.blank()
                .withProfile(Profile.REFERENCE)
                .withoutRegistration()
                .withAdmin(ADMIN));
    try {
      return new HandMadeHost(fixture);
    } catch (IOException e) {
      fixture.close();
      throw new UncheckedIOException(e);
    } catch (RuntimeException | Error e) {
      fixture.close();
      throw e;
    }
  }

  /** The operator's folder. */
  Path folder() {
    return fixture.sandbox.hostFolder();
  }

  /** How a user signs in to Gitea. */
  static Credential.Basic basic(String user) {
    return new Credential.Basic(user, PASSWORD);
  }

  /** The applications of a user. */
  List<OAuthApp> apps(String user) {
    return fixture.gitea().apps().all(basic(user));
  }

  /** Creates an application in the browser, as Gitea's settings page offers it. */
  Client newApp(String user, String name) {
    HttpUrl root = HttpUrl.get(fixture.sandbox.giteaUrl() + "/");
    Browser browser =
        TestHttp.to("Gitea", fixture.sandbox.giteaUrl(), fixture.sandbox.caCertificate())
            .browser(Set.of(root));
    HttpUrl signIn = root.resolve("user/login");
    Page page = browser.open("sign in", signIn);
    browser.signIn(
        "sign in",
        page,
        page.form(signIn).orElseThrow(),
        Map.of("user_name", user, "password", PASSWORD.reveal()));
    HttpUrl create = root.resolve("user/settings/applications/oauth2");
    Page list = browser.open("applications", root.resolve("user/settings/applications"));
    Page shown =
        browser.submit(
            "create",
            list,
            list.form(create).orElseThrow(),
            Map.of(
                "application_name",
                name,
                "redirect_uris",
                fixture.sandbox.droneUrl() + "/login",
                "confidential_client",
                "on"));
    return new Client(
        shown.html().select("#client-id").val(),
        Secret.of(shown.html().select("#client-secret").val()));
  }

  /** Replaces the variables of the secrets file, and deploys. */
  void deploy(String text) {
    encrypt(text);
    commit(".secrets");
    fixture.sandbox.deploy();
  }

  /** The dotenv text that somebody filled in by hand. */
  static String text(Client client) {
    return """
    # filled in by hand, see the wiki
    DRONE_GITEA_CLIENT_ID=%s
    DRONE_GITEA_CLIENT_SECRET=%s

    DRONE_RPC_SECRET=%s
    DRONE_LOGS_PRETTY=true
    """
        .formatted(client.id(), client.secret().reveal(), RPC_SECRET.reveal());
  }

  private void encrypt(String text) {
    String yaml =
        "mail: pa55word # of another service\ndrone: |\n"
            + text.indent(4).replaceAll("(?m)^ +$", "");
    String out = ".secrets/drone.yaml";
    try {
      Files.createDirectories(folder().resolve(".secrets"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    require(
        fixture.run(
            List.of(fixture.sops(), "encrypt", "--filename-override", out, "--output", out),
            yaml.getBytes(StandardCharsets.UTF_8)));
  }

  /** Commits files. */
  void commit(String... files) {
    List<String> add = new ArrayList<>(List.of("git", "add"));
    add.addAll(List.of(files));
    run(add.toArray(String[]::new));
    run(
        "git",
        "-c",
        "user.name=me",
        "-c",
        "user.email=me@my-domain.tld",
        "commit",
        "--allow-empty",
        "--quiet",
        "--message",
        "by hand");
  }

  /** Runs a command in the folder to a good end. */
  String run(String... argv) {
    var result = fixture.run(List.of(argv), new byte[0]);
    require(result);
    return result.text();
  }

  private static void require(dev.giteadrone.io.Subprocess.Result result) {
    if (result.exitCode() != 0) {
      throw new AssertionError(result.stderr());
    }
  }

  private void user(String name, boolean admin) {
    run(
        fixture.sandbox.giteaCli().getFirst(),
        "admin",
        "user",
        "create",
        "--username",
        name,
        "--email",
        name + "@my-domain.tld",
        "--password",
        PASSWORD.reveal(),
        "--must-change-password=false",
        "--admin=" + admin);
  }

  /** The rules as they were, but for one: who can decrypt one file can decrypt all. */
  private String oneRuleForAllFiles() throws IOException {
    Path file = folder().resolve(".sops.yaml");
    Matcher keys = AGE.matcher(Files.readString(file));
    List<String> found = keys.results().map(match -> match.group()).distinct().toList();
    Files.writeString(
        file,
        """
        keys:
          - &me %s
          - &server %s
        creation_rules:
          - path_regex: \\.secrets/.*$
            key_groups:
              - age:
                  - *me
                  - *server
        """
            .formatted(found.get(0), found.get(1)));
    return found.get(1);
  }

  private void activate() {
    Drone drone = fixture.drone();
    if (!(drone.login().as(ADMIN, PASSWORD) instanceof DroneLogin.LoggedIn in)) {
      throw new AssertionError("no login");
    }
    fixture.gitea().repositories().create(basic(ADMIN), REPOSITORY, "");
    drone.accounts().sync(in.token());
    drone.repositories().activate(in.token(), ADMIN, REPOSITORY);
  }

  @Override
  public void close() {
    fixture.close();
  }
}
