package dev.giteadrone.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import com.samskivert.mustache.Mustache;
import dev.giteadrone.config.ConfigFile;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.ProblemId;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The files of the problems are complete, and say what the program needs. */
class DiagnosisTest {
  /** Problems that are reported with the messages of another one. */
  private static final Map<ProblemId, ProblemId> OF_ANOTHER =
      Map.of(
          ProblemId.RUNNER_EXEC, ProblemId.RUNNER_DOCKER,
          ProblemId.DEPLOY_PREPARE, ProblemId.DEPLOY_COMMAND,
          ProblemId.DEPLOY_RESTART, ProblemId.DEPLOY_COMMAND);

  private static final Pattern QUOTED = Pattern.compile("`[^`\\n]+`");

  /** The start of a command line, told from prose about the same program. */
  private static final Pattern COMMAND =
      Pattern.compile(
          "(?<![\\w/.~-])(?:gitea-drone [a-z-]|gitea admin |git (?:pull|push|fetch|commit|clone)\\b"
              + "|sops (?:[A-Z-]|decrypt|encrypt|rotate|set |updatekeys)|(?:ssh|sudo|ss) [A-Z-]"
              + "|ssh-keygen |openssl [a-z]|(?:systemctl|journalctl) |export [A-Z])");

  @Test
  void everyIdHasAFileAndEveryFileAnId() throws Exception {
    URI folder = DiagnosisFile.class.getResource("run.lock.yaml").toURI().resolve(".");
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      assertThat(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.endsWith(".yaml")))
          .containsExactlyInAnyOrderElementsOf(
              Arrays.stream(ProblemId.values())
                  .map(id -> id.id().replace("*", "any") + ".yaml")
                  .toList());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFileSaysWhatHoldsAndHowARunEnds(ProblemId id) {
    Diagnosis diagnosis = Diagnosis.of(id);
    assertThat(diagnosis.holds()).isNotEmpty();
    assertThat(diagnosis.exit()).isNotEmpty().doesNotContain(ExitCode.DONE);
    diagnosis
        .messages()
        .forEach((key, message) -> {
          assertThat(message.seen()).as(key).isNotEmpty();
          assertThat(diagnosis.exit()).as(key).contains(message.exit());
        });
  }

  @ParameterizedTest
  @EnumSource
  void aCheckSaysWhatTheUserNoticesAndWhatToDo(CheckId check) {
    Diagnosis diagnosis = Diagnosis.of(check.problem());
    assertThat(diagnosis.symptom()).isNotEmpty();
    assertThat(diagnosis.remedies()).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void everyValueOfAMessageHasAnExample(ProblemId id) {
    Diagnosis diagnosis = Diagnosis.of(id);
    Set<String> used = new TreeSet<>();
    diagnosis.messages().values().forEach(message -> used.addAll(values(message)));
    assertThat(diagnosis.examples().keySet()).containsExactlyInAnyOrderElementsOf(used);
    assertThat(diagnosis.messages().values()).extracting(diagnosis::example).doesNotContainNull();
  }

  @Test
  void theProgramReportsEveryMessageWithItsValues() {
    Map<String, Set<String>> written =
        Arrays.stream(ProblemId.values())
            .filter(id -> !OF_ANOTHER.containsKey(id))
            .map(Diagnosis::of)
            .flatMap(diagnosis ->
                diagnosis.messages().entrySet().stream()
                    .filter(message -> !isBorrowed(diagnosis.id(), message.getValue()))
                    .map(message ->
                        Map.entry(
                            name(diagnosis.id(), message.getKey()), values(message.getValue()))))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    Map<String, Set<String>> reported =
        Cases.all().stream()
            .collect(
                Collectors.toMap(
                    used -> name(used.id(), used.key()),
                    used -> new TreeSet<>(used.names()),
                    (one, other) -> {
                      assertThat(one).isEqualTo(other);
                      return one;
                    }));
    assertThat(reported).containsExactlyInAnyOrderEntriesOf(written);
  }

  /** Problems that show the messages of another one. */
  private static final Map<ProblemId, ProblemId> BORROWERS =
      Map.of(
          ProblemId.RUNNER_EXEC, ProblemId.RUNNER_DOCKER,
          ProblemId.DRONE_READY, ProblemId.GITEA_READY,
          ProblemId.CONFIG_HTTP_CA, ProblemId.CONFIG_CA_CERT);

  private static boolean isBorrowed(ProblemId id, Message message) {
    return Optional.ofNullable(BORROWERS.get(id))
        .filter(lender -> Diagnosis.of(lender).messages().containsValue(message))
        .isPresent();
  }

  @Test
  void bothRunnersHaveTheSameMessages() {
    assertThat(Diagnosis.of(ProblemId.RUNNER_EXEC).messages())
        .isEqualTo(Diagnosis.of(ProblemId.RUNNER_DOCKER).messages());
  }

  @Test
  void someProblemsHaveTheMessagesOfAnother() {
    assertThat(OF_ANOTHER)
        .allSatisfy((id, other) ->
            assertThat(Diagnosis.of(id).messages()).isEqualTo(Diagnosis.of(other).messages()));
  }

  @Test
  void everyKeyOfTheConfigurationIsExplained() {
    assertThat(Arrays.stream(ProblemId.values()).map(ProblemId::id))
        .containsAll(ConfigFile.checks());
  }

  @Test
  void everyIdBelongsToOneSubject() {
    List<ProblemId> listed =
        Arrays.stream(Subject.values()).map(Subject::problems).flatMap(List::stream).toList();
    assertThat(listed)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(EnumSet.allOf(ProblemId.class));
  }

  @ParameterizedTest
  @EnumSource
  void aPageFitsTheTerminal(ProblemId id) {
    Diagnosis diagnosis = Diagnosis.of(id);
    assertThat(Explanation.summary(diagnosis).lines().count()).isBetween(1L, 3L);
    assertThat(Explanation.page(id.id(), diagnosis).lines().map(String::strip))
        .allMatch(line -> line.length() <= 80 || line.indexOf(' ') < 0 || line.contains("`"));
  }

  @ParameterizedTest
  @EnumSource
  void aCommandInProseStandsInBackticks(ProblemId id) {
    Diagnosis diagnosis = Diagnosis.of(id);
    assertThat(
            Stream.of(
                    List.of(diagnosis.holds(), diagnosis.symptom()),
                    diagnosis.about(),
                    diagnosis.causes(),
                    diagnosis.remedies())
                .flatMap(List::stream))
        .allSatisfy(text -> {
          String prose = QUOTED.matcher(text).replaceAll("");
          assertThat(prose).doesNotContainPattern(COMMAND).doesNotContain("`");
        });
  }

  private static String name(ProblemId id, String key) {
    return id.id() + " " + key;
  }

  private static Set<String> values(Message message) {
    Set<String> names = new TreeSet<>();
    List.of(message.tried(), message.seen(), message.cause(), message.next())
        .forEach(template -> Mustache.compiler().compile(template).visit(new Names(names)));
    return names;
  }

  private record Names(Set<String> found) implements Mustache.Visitor {
    @Override
    public void visitText(String text) {
      // No name.
    }

    @Override
    public void visitVariable(String name) {
      found.add(name);
    }

    @Override
    public boolean visitInclude(String name) {
      throw new AssertionError("a message includes no other file: " + name);
    }

    @Override
    public boolean visitSection(String name) {
      found.add(name);
      return true;
    }

    @Override
    public boolean visitInvertedSection(String name) {
      found.add(name);
      return true;
    }
  }
}
