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
 * Gives tests a real Gitea and a real Drone. JUnit 5.11 to 6.
 *
 * <pre>{@code
 * @WithGiteaDrone
 * class PluginTest {
 *   @Test
 *   void buildsWhatIsPushed(GiteaDroneServers servers) { ... }
 * }
 * }</pre>
 *
 * <p><b>Where they are asked for.</b> By a parameter of type {@link GiteaDroneServers}, in tests,
 * in lifecycle methods such as {@code @BeforeAll}, and in constructors; or by a field of that type
 * that has this annotation itself, static or not.
 *
 * <p><b>How many there are.</b> One pair of servers for each top-level test class, whatever is in
 * it: nested classes, parameterized and repeated tests, test factories, parameterized classes,
 * methods that run in parallel. Subclasses of a class with this annotation have a pair each. A
 * nested class or a field with an annotation of its own has a pair of its own; a parameter gets the
 * pair of the nearest class outwards that has the annotation. With {@link #shared} it is one pair
 * for each JVM and name, with {@link #reuse} one that goes on when the JVM ends.
 *
 * <p><b>When they run.</b> They start when they are asked for first, and a field asks for them when
 * its class or instance is prepared. They end after the last test of the class whose pair it is,
 * that of a field with the class that has the field. A static field that subclasses inherit is one
 * variable for all of them, so its pair ends with the whole test run. A start that fails is not
 * tried again: every test that asks for these servers fails with the same message.
 *
 * <p><b>When a test fails</b>, what a verification of the servers finds, and the ends of their
 * logs, are published as report entries, without secrets.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.FIELD})
@ExtendWith(GiteaDroneExtension.class)
// Whoever uses it has that module; others need not.
@SuppressWarnings("exports")
public @interface WithGiteaDrone {
  /** Which runners there are. The docker runner needs Docker. */
  RunnerKind[] runners() default RunnerKind.EXEC;

  /** What kind of host the servers run on. */
  HostProfile profile() default HostProfile.PLAIN;

  /** Whether a relay stands in front of both servers, for {@link GiteaDroneServers#network}. */
  boolean relay() default false;

  /**
   * A name under which all test classes of this JVM share one pair; all of them must say the same
   * about it. It ends with the JVM.
   */
  String shared() default "";

  /**
   * A name under which a pair is kept when the JVM ends, for the next run. What a test makes there
   * has a mark of the run in its name, and is removed at the end of the class.
   */
  String reuse() default "";
}
