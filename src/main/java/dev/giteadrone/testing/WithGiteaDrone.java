package dev.giteadrone.testing;

import dev.giteadrone.RunnerKind;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Starts a real Gitea and a real Drone for tests. Works with JUnit 5.11 to 6.
 *
 * <pre>{@code
 * @WithGiteaDrone
 * class PluginTest {
 *   @Test
 *   void buildsWhatIsPushed(GiteaDroneServers servers) { ... }
 * }
 * }</pre>
 *
 * <p><b>How a test gets the servers.</b> Through a parameter of type {@link GiteaDroneServers}, in
 * tests, in lifecycle methods such as {@code @BeforeAll}, and in constructors. Or through a field
 * of that type, static or not, that has this annotation itself.
 *
 * <p><b>How many servers there are.</b> One pair for each top-level test class. Its nested classes,
 * parameterized and repeated tests, test factories, parameterized classes and parallel methods
 * share that pair. Each subclass of a class with this annotation has its own pair. A nested class
 * or a field with its own annotation has its own pair, too. A parameter gets the pair of the
 * nearest enclosing class that has the annotation; if only a field has it, that is an error. With
 * {@link #shared} there is one pair for each JVM and name. With {@link #reuse} the pair keeps
 * running when the JVM ends.
 *
 * <p><b>When the servers run.</b> They start when a parameter or field needs them first. A field
 * needs them when its class or instance is prepared. They end after the last test of the class they
 * belong to; those of a field belong to the class that has the field. A static field that
 * subclasses inherit is one variable for all of them, so its pair ends with the whole test run. A
 * start that fails is not tried again: every test that needs these servers fails with the same
 * message.
 *
 * <p><b>When a test fails</b>, the ends of the servers' logs are published as report entries; with
 * the first failure of a pair, also the results of a verification. They contain no secrets.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.FIELD})
@ExtendWith(GiteaDroneExtension.class)
// A module that uses this annotation reads JUnit's module; others do not need it.
@SuppressWarnings("exports")
public @interface WithGiteaDrone {
  /** The runners. The docker runner needs Docker. */
  RunnerKind[] runners() default RunnerKind.EXEC;

  /** The kind of host that the servers run on. */
  HostProfile profile() default HostProfile.PLAIN;

  /** Whether both servers are behind a relay, which {@link GiteaDroneServers#network} needs. */
  boolean relay() default false;

  /**
   * A name under which all test classes of this JVM share one pair. All of them must have the same
   * values in the annotation. The pair ends with the JVM.
   */
  String shared() default "";

  /**
   * A name under which a pair keeps running when the JVM ends, for the next test run. Everything
   * that a test creates there has a mark of the run in its name, and is removed at the end of the
   * class.
   */
  String reuse() default "";
}
