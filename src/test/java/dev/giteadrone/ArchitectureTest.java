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
import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.secret.Secret;
import java.util.Collection;
import java.util.HashMap;
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

  /** The model, and the words of the problems: what every package may use. */
  private static final List<String> MODEL =
      List.of(
          "diagnosis",
          "model.secret",
          "model.desired",
          "model.result",
          "model.server",
          "model.observed",
          "model.plan");

  private static final List<String> GATEWAYS = List.of("gitea", "drone", "secrets", "deploy");

  /** What each room of the reconciler stands on. No room knows another. */
  private static final List<String> ROOM =
      and(and(MODEL, "time", "reconcile", "reconcile.check"), GATEWAYS);

  private static final List<String> ROOMS =
      List.of(
          "reconcile.access",
          "reconcile.wiring",
          "reconcile.live",
          "reconcile.verify",
          "reconcile.canary",
          "reconcile.webhooks",
          "reconcile.removal");

  /**
   * Each package, and what it may import. An empty name is the root, which holds the facade alone.
   * The generated clients of {@code gitea} and {@code drone} count to these.
   */
  private static final Map<String, List<String>> MAY_IMPORT = mayImport();

  private static Map<String, List<String>> mayImport() {
    Map<String, List<String>> table = new HashMap<>();
    table.put("model.result", List.of("model.desired"));
    table.put("model.secret", List.of());
    table.put("model.desired", List.of("model.secret"));
    table.put("model.server", List.of("model.secret", "model.result"));
    table.put(
        "model.observed", List.of("model.secret", "model.desired", "model.result", "model.server"));
    table.put("model.plan", List.of("model.result"));
    table.put("diagnosis", List.of("model.result"));
    table.put("time", List.of("diagnosis", "model.result", "model.plan"));
    table.put("io", and(MODEL, "time"));
    table.put("io.git", and(MODEL, "time", "io"));
    // Both read files of the operator's, which one class in io does within limits.
    table.put("config", and(MODEL, "io"));
    table.put("http", and(MODEL, "time", "io"));
    // Bodies that are files, not JSON.
    table.put("http.file", and(MODEL, "http"));
    table.put("gitea", and(MODEL, "time", "io", "http", "http.file"));
    table.put("gitea.packages", and(MODEL, "time", "http", "http.file"));
    table.put("drone", and(MODEL, "time", "http"));
    table.put("secrets", and(MODEL, "time", "io"));
    table.put("deploy", and(MODEL, "time", "io", "io.git"));
    table.put("init.keys", and(MODEL, "time", "io", "secrets"));
    table.put("init.rules", and(MODEL, "io", "secrets", "init.keys"));
    table.put(
        "init", and(MODEL, "time", "io", "io.git", "config", "secrets", "init.keys", "init.rules"));
    table.put(
        "doctor",
        and(MODEL, "time", "io", "config", "http", "gitea", "secrets", "init.keys", "report"));
    table.put("reconcile.check", List.of("diagnosis", "model.result", "model.plan"));
    table.put("reconcile.ahead", and(MODEL, "time"));
    table.put("reconcile", and(and(MODEL, "time", "reconcile.ahead"), GATEWAYS));
    ROOMS.forEach(room -> table.put(room, ROOM));
    table.put(
        "report", List.of("diagnosis", "model.desired", "model.result", "model.plan", "time"));
    table.put(
        "report.html",
        List.of("diagnosis", "model.desired", "model.result", "model.plan", "time", "report"));
    table.put("report.file", List.of("diagnosis", "model.result", "io", "report", "report.html"));
    table.put(
        "report.json",
        List.of(
            "diagnosis", "model.desired", "model.result", "model.plan", "time", "io", "report"));
    table.put(
        "report.fleet",
        List.of(
            "diagnosis",
            "model.result",
            "model.plan",
            "io",
            "report",
            "report.html",
            "report.file",
            "report.json"));
    table.put("fleet", and(MODEL, "config", "io", "time", "report", "report.fleet"));
    table.put("run", and(and(ROOM, "io", "io.git", "http", "report", "reconcile.ahead"), ROOMS));
    // Generated, with the generated models.
    table.put("services.gitea", List.of("gitea.api"));
    table.put("services.drone", List.of("drone.api"));
    table.put("result", List.of());
    table.put("errors", List.of("result"));
    table.put("errors.mapping", and(MODEL, "result", "errors"));
    table.put("", and(MODEL, "config", "report", "run", "result", "errors", "errors.mapping"));
    table.put("sandbox.loopback", List.of());
    table.put("sandbox.process", and(MODEL, "time", "io", "sandbox.loopback"));
    table.put("sandbox.host", and(MODEL, "time", "io", "sandbox.process"));
    // The stand-in for the exec runner speaks with Drone by the generated client.
    table.put("sandbox.exec", and(MODEL, "time", "io", "drone.api", "sandbox.process"));
    table.put(
        "sandbox.server",
        and(
            MODEL,
            "time",
            "io",
            "sandbox.loopback",
            "sandbox.process",
            "sandbox.host",
            "sandbox.exec"));
    table.put(
        "sandbox.reference",
        and(MODEL, "time", "io", "sandbox.loopback", "sandbox.process", "sandbox.server"));
    table.put(
        "sandbox",
        and(
            MODEL,
            "time",
            "io",
            "config",
            "secrets",
            "report",
            // A copy of a prepared pair gets new secrets through the same gateways that a run has.
            "gitea..",
            "drone..",
            "reconcile",
            "reconcile.access",
            "run",
            "sandbox.loopback",
            "sandbox.process",
            "sandbox.host",
            "sandbox.server",
            "sandbox.exec",
            "sandbox.reference"));
    table.put(
        "testing.internal",
        and(
            MODEL,
            "time",
            // The nearest known word, for a typing error in a test.
            "config",
            "http",
            "gitea..",
            "drone..",
            "services.gitea",
            "reconcile",
            "result",
            "errors",
            "errors.mapping",
            "",
            "sandbox",
            "sandbox.process",
            // Which runners a sandbox has.
            "sandbox.server"));
    // The handle offers the generated clients and models, as they are, to tests of others.
    table.put(
        "testing",
        and(
            MODEL,
            "",
            "result",
            "errors",
            "errors.mapping",
            "services.gitea",
            "services.drone",
            "gitea.api",
            "drone.api",
            "sandbox",
            "sandbox.process",
            "testing.internal"));
    // Containers are connected by a run over gateways of their own.
    table.put(
        "testing.containers",
        and(
            and(MODEL, GATEWAYS),
            "time",
            "http",
            "reconcile",
            "report",
            "run",
            "errors.mapping",
            "sandbox.loopback",
            "sandbox.process",
            "testing",
            "testing.internal"));
    table.put("fleet.kept", and(MODEL, "time", "gitea.packages", "report.fleet"));
    table.put("fleet.pipeline", and(MODEL, "io", "drone", "fleet.kept", "report.fleet"));
    table.put(
        "cli.fleet",
        and(
            MODEL,
            "time",
            // How to reach a server that is in no configuration.
            "config",
            "http",
            "gitea.packages",
            "fleet",
            "report",
            "report.file",
            "report.fleet",
            "fleet.kept",
            "fleet.pipeline",
            "cli.terminal"));
    table.put("cli.reference", and(MODEL, "config", "report", "cli.terminal"));
    table.put("cli.sandbox", and(MODEL, "report", "sandbox", "cli.terminal"));
    // Asks how wide the terminal is, with a subprocess.
    table.put(
        "cli.terminal", and(MODEL, "time", "io", "config", "report", "report.file", "run", "init"));
    table.put(
        "cli",
        and(
            MODEL,
            "config",
            "http",
            "report",
            "report.file",
            "report.fleet",
            "run",
            "sandbox",
            // Which runners a sandbox has.
            "sandbox.server",
            // Which sops is installed.
            "secrets",
            "init",
            "doctor",
            "cli.fleet",
            "cli.reference",
            "cli.sandbox",
            "cli.terminal"));
    return Map.copyOf(table);
  }

  private static List<String> and(List<String> some, String... more) {
    return and(some, List.of(more));
  }

  private static List<String> and(List<String> some, List<String> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  /** Names that types had once; the words of the field took their place. */
  private static final Set<String> OLD_NAMES =
      Set.of(
          "AdminSteps",
          "AdminWay",
          "AppSteps",
          "Applier",
          "Attempt",
          "Both",
          "Breakage",
          "Complaints",
          "DataKeys",
          "Detour",
          "Family",
          "Given",
          "NothingDone",
          "Observer",
          "Planner",
          "Ports",
          "Reach",
          "Readers",
          "RemovalSteps",
          "Run",
          "Shell",
          "Surroundings",
          "Switchboard",
          "TokenSteps",
          "Verifier",
          "Wait",
          "WebhookRepair");

  /** More files than this in one package are no subject any more. */
  private static final int MOST_FILES = 24;

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
  void noPackageHasMoreThanOneSubject() {
    Map<String, Long> files =
        CLASSES.stream()
            .filter(c -> !c.getPackageName().contains(".api"))
            .filter(JavaClass::isTopLevelClass)
            .collect(
                java.util.stream.Collectors.groupingBy(
                    JavaClass::getPackageName, java.util.stream.Collectors.counting()));
    assertThat(files)
        .allSatisfy((name, count) -> assertThat(count).as(name).isLessThanOrEqualTo(MOST_FILES));
  }

  @Test
  void noTypeHasAnOldName() {
    assertThat(CLASSES.stream().filter(c -> !c.getPackageName().contains(".api")))
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
        .resideOutsideOfPackages(ROOT + ".services..", ROOT + ".gitea.api..", ROOT + ".drone.api..")
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

  /**
   * A detached sandbox restores the words of the process that could not start its servers, and a
   * report that is read has the words of the run.
   */
  @Test
  void everyMessageIsWrittenInTheFileOfItsProblem() {
    classes()
        .that()
        .doNotHaveFullyQualifiedName(Case.class.getName())
        .and()
        .doNotHaveFullyQualifiedName(ROOT + ".sandbox.DetachedState")
        .and()
        .doNotHaveFullyQualifiedName(ROOT + ".report.json.ReportFields")
        .should(
            have(
                "no call of the constructor of a problem",
                c ->
                    c.getConstructorCallsFromSelf().stream()
                        .noneMatch(call -> call.getTargetOwner().isEquivalentTo(Problem.class))))
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
      ROOT + ".http..",
      ROOT + ".sandbox..",
      ROOT + ".testing..",
      ROOT + ".services..",
      ROOT + ".gitea.api..",
      ROOT + ".drone.api.."
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
      case "drone.api", "gitea.api" -> Stream.of(ROOT + "." + name + "..");
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
