package dev.giteadrone;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.giteadrone.model.secret.Secret;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import retrofit2.Call;
import retrofit2.Callback;

class ArchitectureTest {
  private static final String ROOT = "dev.giteadrone";

  /** What every gateway speaks. */
  private static final List<String> GATEWAYS = List.of("gitea", "drone", "secrets", "deploy");

  /**
   * Each package, and what it may import. An empty name is the root, which holds the facade alone.
   * The generated clients of {@code gitea} and {@code drone} count to these.
   */
  private static final Map<String, List<String>> MAY_IMPORT =
      Map.ofEntries(
          Map.entry("model", List.of()),
          Map.entry("io", List.of("model")),
          // Both read files of the operator's, which one class in io does within limits.
          Map.entry("config", List.of("model", "io")),
          Map.entry("http", List.of("model", "io")),
          Map.entry("gitea", List.of("model", "io", "http")),
          Map.entry("drone", List.of("model", "http")),
          Map.entry("secrets", List.of("model", "io")),
          Map.entry("deploy", List.of("model", "io")),
          Map.entry("init", List.of("model", "io", "config", "secrets")),
          // What all rooms of the reconciler share knows none of them, and no room knows another.
          Map.entry("reconcile", and(GATEWAYS, "model")),
          Map.entry("reconcile.access", and(GATEWAYS, "model", "reconcile")),
          Map.entry("reconcile.wiring", and(GATEWAYS, "model", "reconcile")),
          Map.entry("reconcile.live", and(GATEWAYS, "model", "reconcile")),
          Map.entry("reconcile.verify", and(GATEWAYS, "model", "reconcile")),
          Map.entry("reconcile.canary", and(GATEWAYS, "model", "reconcile")),
          Map.entry("reconcile.webhooks", and(GATEWAYS, "model", "reconcile")),
          Map.entry("reconcile.removal", and(GATEWAYS, "model", "reconcile")),
          Map.entry("report", List.of("model")),
          Map.entry(
              "run",
              and(
                  GATEWAYS,
                  "model",
                  "io",
                  "http",
                  "report",
                  "reconcile",
                  "reconcile.access",
                  "reconcile.wiring",
                  "reconcile.live",
                  "reconcile.verify",
                  "reconcile.canary",
                  "reconcile.webhooks",
                  "reconcile.removal")),
          Map.entry("", List.of("model", "http", "report", "run")),
          // The stand-in for the exec runner speaks with Drone by the generated client.
          Map.entry("sandbox", List.of("", "model", "io", "drone.api")),
          Map.entry("testing", List.of("", "model", "config", "report", "sandbox")),
          Map.entry("cli", List.of("", "model", "config", "report", "sandbox", "init")));

  private static List<String> and(List<String> some, String... more) {
    return Stream.concat(some.stream(), Stream.of(more)).toList();
  }

  /** Names that types had once; the words of the field took their place. */
  private static final Set<String> OLD_NAMES =
      Set.of(
          "Readers",
          "Applier",
          "Planner",
          "Observer",
          "Run",
          "DataKeys",
          "AppSteps",
          "AdminSteps",
          "TokenSteps",
          "RemovalSteps",
          "WebhookRepair",
          "Verifier");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("/test-classes/"))
          .importPackages(ROOT);

  @TestFactory
  Stream<DynamicTest> packagesImportWhatTheTableAllows() {
    return MAY_IMPORT.entrySet().stream()
        .map(entry ->
            DynamicTest.dynamicTest(
                entry.getKey().isEmpty() ? "root" : entry.getKey(),
                () -> {
                  String[] allowed =
                      Stream.concat(Stream.of(entry.getKey()), entry.getValue().stream())
                          .flatMap(ArchitectureTest::packages)
                          .toArray(String[]::new);
                  DescribedPredicate<JavaClass> other =
                      resideInAPackage(ROOT + "..")
                          .and(DescribedPredicate.not(resideInAnyPackage(allowed)));
                  String[] own = packages(entry.getKey()).toArray(String[]::new);
                  noClasses()
                      .that()
                      .resideInAnyPackage(own)
                      .should()
                      .dependOnClassesThat(other)
                      .check(CLASSES);
                }));
  }

  @Test
  void theTableNamesEveryPackage() {
    Set<String> all =
        CLASSES.stream()
            .map(c -> c.getPackageName().substring(ROOT.length()).replaceFirst("^\\.", ""))
            .map(name -> name.replaceFirst("^(gitea|drone)\\.api.*", "$1"))
            .collect(java.util.stream.Collectors.toSet());
    assertThat(MAY_IMPORT.keySet()).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void noTypeHasAnOldName() {
    assertThat(CLASSES.stream().filter(c -> !c.getPackageName().startsWith(ROOT + ".cli")))
        .extracting(JavaClass::getSimpleName)
        .doesNotContainAnyElementsOf(OLD_NAMES);
  }

  @Test
  void modelNeedsOnlyTheJdk() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".model..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(ROOT + ".model..", "java..", "javax..", "org.jspecify.."))
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void namesSayWhatAClassIs() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".gitea.api..", ROOT + ".drone.api..")
        .should()
        .haveNameMatching(".*(Util|Utils|Manager|Helper|Impl)(\\$.*)?")
        .check(CLASSES);
  }

  @Test
  void valuesOfTheModelAreImmutable() {
    Set<String> changeable = Set.of("java.util.ArrayList", "java.util.HashMap", "java.util.Date");
    classes()
        .that()
        .resideInAPackage(ROOT + ".model..")
        .and()
        .areRecords()
        .should(
            have(
                "no component that can be changed",
                c ->
                    c.getFields().stream()
                        .map(JavaField::getRawType)
                        .noneMatch(t -> t.isArray() || changeable.contains(t.getName()))))
        .andShould(
            have(
                "a constructor that copies its lists, maps and sets",
                c -> !holdsCollection(c) || copies(c)))
        .check(CLASSES);
  }

  @Test
  void onlyThreePackagesStartProcesses() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".io..", ROOT + ".sandbox..", ROOT + ".deploy..")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName(ProcessBuilder.class.getName())
        .orShould()
        .callMethod(Runtime.class, "exec", String[].class)
        .check(CLASSES);
  }

  /** The clients read URLs and headers and hand generated calls on; only http sends them. */
  @Test
  void onlyHttpSendsRequests() {
    String[] senders = {
      ROOT + ".http..", ROOT + ".sandbox..", ROOT + ".gitea.api..", ROOT + ".drone.api.."
    };
    DescribedPredicate<JavaClass> library = resideInAnyPackage("okhttp3..", "retrofit2..");
    noClasses()
        .that()
        .resideOutsideOfPackages(senders)
        .and()
        .resideOutsideOfPackages(ROOT + ".gitea..", ROOT + ".drone..")
        .should()
        .dependOnClassesThat(library)
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackages(senders)
        .should()
        .dependOnClassesThat(
            library.and(
                DescribedPredicate.describe(
                    "are no values",
                    c ->
                        !c.getName().matches("okhttp3\\.(HttpUrl|Headers|Cookie)(\\$.*)?")
                            && !c.isEquivalentTo(Call.class))))
        .orShould()
        .callMethod(Call.class, "execute")
        .orShould()
        .callMethod(Call.class, "enqueue", Callback.class)
        .check(CLASSES);
  }

  @Test
  void nothingOfTheModelKeepsASecretAsText() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".model..")
        .and()
        .areRecords()
        .should(
            have(
                "no text component named like a secret",
                c ->
                    c.getFields().stream()
                        .filter(f -> f.getRawType().isEquivalentTo(String.class))
                        .noneMatch(f -> f.getName().matches("(?i).*(secret|password|token)"))))
        .check(CLASSES);
  }

  @Test
  void aSecretDoesNotPrintItself() {
    Secret secret = Secret.of("hunter2");
    assertThat(secret).hasToString("(secret)").isEqualTo(Secret.of("hunter2"));
    assertThat(List.of(secret).toString()).doesNotContain("hunter2");
    assertThat(String.valueOf(java.util.Optional.of(secret))).doesNotContain("hunter2");
  }

  private static boolean holdsCollection(JavaClass record) {
    return record.getFields().stream()
        .filter(f -> !f.getModifiers().contains(JavaModifier.STATIC))
        .map(JavaField::getRawType)
        .anyMatch(t -> t.isAssignableTo(Collection.class) || t.isAssignableTo(Map.class));
  }

  private static boolean copies(JavaClass record) {
    return record.getConstructors().stream()
        .flatMap(c -> c.getMethodCallsFromSelf().stream())
        .anyMatch(call -> call.getName().matches("copyOf|unmodifiable.*"));
  }

  private static Stream<String> packages(String name) {
    return switch (name) {
      case "" -> Stream.of(ROOT);
      case "gitea", "drone" -> Stream.of(ROOT + "." + name + "..");
      case "drone.api" -> Stream.of(ROOT + ".drone.api..");
      default -> Stream.of(ROOT + "." + name);
    };
  }

  private static ArchCondition<JavaClass> have(
      String what, java.util.function.Predicate<JavaClass> holds) {
    return new ArchCondition<>("have " + what) {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        events.add(
            new SimpleConditionEvent(
                item, holds.test(item), item.getName() + " should have " + what));
      }
    };
  }
}
