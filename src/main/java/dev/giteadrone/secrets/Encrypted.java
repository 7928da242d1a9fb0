package dev.giteadrone.secrets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.KeyGroups;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** A sops file as stored on disk: keys, ciphertext and metadata, nothing decrypted. */
final class Encrypted {
  private static final Case DOCUMENTS =
      Case.of(ProblemId.SOPS_DECRYPTS, "documents", "file", "count");
  private static final Case UNREADABLE =
      Case.of(ProblemId.SOPS_DECRYPTS, "unreadable", "file", "format");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_CODE_POINTS = 64 * 1024 * 1024;

  /** sops writes no aliases; fifty nested ones could expand to many gigabytes. */
  private static final int MAX_ALIASES = 10;

  private final JsonNode tree;
  private final Metadata metadata;

  private Encrypted(JsonNode tree, Metadata metadata) {
    this.tree = tree;
    this.metadata = metadata;
  }

  /**
   * Reads its structure.
   *
   * @throws dev.giteadrone.model.result.Failure with SECRETS_FILE if it has no structure that sops
   *     can change
   */
  static Encrypted of(Path file, byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    return switch (Format.of(file)) {
      case YAML -> {
        JsonNode tree = yaml(file, text);
        yield new Encrypted(tree, Metadata.ofTree(tree.path("sops")));
      }
      case JSON, BINARY -> {
        JsonNode tree = json(file, text);
        yield new Encrypted(tree, Metadata.ofTree(tree.path("sops")));
      }
      case DOTENV, INI -> {
        JsonNode tree = lines(text);
        yield new Encrypted(tree, Metadata.ofLines(tree));
      }
    };
  }

  /** Its metadata. */
  Metadata metadata() {
    return metadata;
  }

  /** Who can decrypt it. */
  KeyGroups recipients() {
    return metadata.recipients();
  }

  /** Whether the value there is ciphertext; all of them, if a dotenv file has several. */
  boolean isCiphertext(KeyPath path) {
    JsonNode node = path.in(tree);
    if (node.isArray()) {
      for (JsonNode one : node) {
        if (!one.asText().startsWith("ENC[")) {
          return false;
        }
      }
      return !node.isEmpty();
    }
    return node.isTextual() && node.asText().startsWith("ENC[");
  }

  /** The keys at the top of a dotenv file, each as often as it occurs. */
  List<String> lineKeys() {
    List<String> keys = new ArrayList<>();
    tree.properties()
        .forEach(entry -> entry.getValue().forEach(ignored -> keys.add(entry.getKey())));
    return keys;
  }

  private static JsonNode yaml(Path file, String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setAllowDuplicateKeys(true)
            .setAllowNonScalarKeys(true)
            .setCodePointLimit(MAX_CODE_POINTS)
            .setMaxAliasesForCollections(MAX_ALIASES)
            .setLabel("sops file")
            .build();
    try {
      List<JsonNode> documents = new ArrayList<>();
      for (Object document : new Load(settings).loadAllFromString(text)) {
        documents.add(JSON.valueToTree(document));
      }
      if (documents.size() != 1) {
        throw DOCUMENTS.failure(file, documents.size());
      }
      return documents.getFirst();
    } catch (YamlEngineException | IllegalArgumentException | StackOverflowError e) {
      // The message would quote the file; sops names the line when asked.
      throw unreadable(file, "YAML");
    }
  }

  private static JsonNode json(Path file, String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw unreadable(file, "JSON");
    }
  }

  /** Each line's value in an array below its key. */
  private static JsonNode lines(String text) {
    ObjectNode tree = JSON.createObjectNode();
    text.lines()
        .filter(line -> !line.startsWith("#") && line.indexOf('=') > 0)
        .forEach(line -> {
          int equals = line.indexOf('=');
          tree.withArray("/" + pointer(line.substring(0, equals))).add(line.substring(equals + 1));
        });
    return tree;
  }

  private static String pointer(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }

  private static RuntimeException unreadable(Path file, String format) {
    return UNREADABLE.failure(file, format);
  }
}
