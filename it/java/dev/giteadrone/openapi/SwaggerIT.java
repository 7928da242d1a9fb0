package dev.giteadrone.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.servers.RealGitea;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Holds {@code openapi/gitea.yaml}, from which our client is generated, against the document that
 * the running Gitea publishes.
 */
final class SwaggerIT {
  private static String ours;
  private static JsonNode theirs;

  @BeforeAll
  static void readBoth() throws Exception {
    ours = Files.readString(Path.of("openapi/gitea.yaml").toAbsolutePath());
    try (RealGitea gitea = RealGitea.start(Map.of())) {
      theirs = gitea.api(Credential.ANONYMOUS).get("/swagger.v1.json");
    }
  }

  @Test
  void ourDocumentIsASubsetOfTheRunningServersOwn() {
    Contract contract = contract(ours);

    assertThat(contract.differences()).isEmpty();
    // So that a comparison that looks at nothing does not pass.
    assertThat(contract.compared()).isGreaterThan(150);
  }

  @Test
  void aRenamedFieldIsFound() {
    String broken = changed("redirect_uris: {", "redirect_urls: {");

    assertThat(contract(broken).differences())
        .isNotEmpty()
        .allMatch(difference -> difference.contains("no property redirect_urls"));
  }

  @Test
  void aChangedTypeIsFound() {
    String broken =
        changed("confidential_client: { type: boolean", "confidential_client: { type: string");

    assertThat(contract(broken).differences())
        .isNotEmpty()
        .allMatch(difference -> difference.contains("ours is string, the server's is boolean"));
  }

  @Test
  void aPathThatTheServerDoesNotHaveIsFound() {
    String broken = changed("  /api/v1/version:", "  /api/v1/versions:");

    assertThat(contract(broken).differences())
        .containsExactly("GET /api/v1/versions: the server's document has no such operation");
  }

  @Test
  void aParameterThatTheServerDoesNotHaveIsFound() {
    String broken = changed("name: limit", "name: limits");

    assertThat(contract(broken).differences())
        .isNotEmpty()
        .allMatch(difference -> difference.contains("no parameter limits in query"));
  }

  @Test
  void anOperationOutsideOfTheServersDocumentHasToBeMarked() {
    String broken = changed("      x-undocumented: true\n", "");

    assertThat(contract(broken).differences())
        .contains("GET /api/healthz: not below /api/v1, and not marked x-undocumented");
  }

  private static String changed(String from, String to) {
    String changed = ours.replace(from, to);
    assertThat(changed).as("our document with another " + from.strip()).isNotEqualTo(ours);
    return changed;
  }

  private static Contract contract(String document) {
    Object loaded = new Load(LoadSettings.builder().build()).loadFromString(document);
    return new Contract((Map<?, ?>) loaded, theirs);
  }
}
