package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.drone.Drone;
import dev.giteadrone.fakes.FakeDrone;
import dev.giteadrone.fakes.FakeGitea;
import dev.giteadrone.fakes.FakeGiteaCli;
import dev.giteadrone.fakes.InMemoryGateways;
import dev.giteadrone.fakes.InMemoryServers;
import dev.giteadrone.fakes.TestConfig;
import dev.giteadrone.gitea.Gitea;
import dev.giteadrone.gitea.GiteaCli;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.plan.Stage;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.plan.StepResult;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.reconcile.Gateways;
import dev.giteadrone.report.Glyph;
import dev.giteadrone.report.JsonReport;
import dev.giteadrone.report.JunitXmlReport;
import dev.giteadrone.report.Layout;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.TextReport;
import dev.giteadrone.report.html.HtmlReport;
import dev.giteadrone.run.Commands;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever text a server puts into its answers, nothing we show can move a cursor. */
final class HostileTextTest {
  private static final String POISON = "\u001b]0;owned\u0007\u001b[2J\u009b1m\r\n\u202e\u2028x";

  /** What is poisoned may never be what is waited for. */
  private static final Duration SHORT = Duration.ofMillis(200);

  private final InMemoryServers world = new InMemoryServers();

  /** Each method of the ports that answers with text. */
  static Stream<Method> answers() {
    return Stream.of(Gitea.class, GiteaCli.class, Drone.class)
        .flatMap(port -> Stream.concat(Stream.of(port), Stream.of(port.getDeclaredClasses())))
        .flatMap(port -> Arrays.stream(port.getMethods()))
        .filter(method -> !method.getReturnType().isPrimitive() && !isPart(method));
  }

  /** Whether it gives a part of a port, such as {@code gitea.apps()}. */
  private static boolean isPart(Method method) {
    return method.getDeclaringClass().equals(method.getReturnType().getEnclosingClass());
  }

  @ParameterizedTest
  @MethodSource("answers")
  void noControlCharacterOfAServerIsShown(Method poisoned) {
    Heard heard = new Heard();
    // On a blank host, then on one that was wired meanwhile.
    for (Optional<Method> method :
        List.of(Optional.of(poisoned), Optional.<Method>empty(), Optional.of(poisoned))) {
      Commands program =
          Commands.of(
              TestConfig.desired(),
              RunOptions.DEFAULT.withTimeout(SHORT),
              heard,
              (wanted, with, timeline, deadline) -> gateways(method));
      for (RunReport report : List.of(program.plan(), program.bootstrap())) {
        rendered(report).forEach(HostileTextTest::assertHarmless);
      }
    }
    heard.lines.forEach(HostileTextTest::assertHarmless);
    assertThat(heard.lines).isNotEmpty();
  }

  private static List<String> rendered(RunReport report) {
    List<String> lines = new ArrayList<>();
    TextReport text = new TextReport(Layout.STANDARD);
    lines.addAll(text.plan(report));
    lines.addAll(text.closing(report));
    for (String document :
        List.of(
            JsonReport.render(report), HtmlReport.render(report), JunitXmlReport.render(report))) {
      document.lines().forEach(lines::add);
    }
    return lines;
  }

  private static void assertHarmless(String line) {
    assertThat(line.codePoints())
        .as(line)
        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
  }

  private Gateways gateways(Optional<Method> method) {
    return InMemoryGateways.of(
        world,
        poisoned(Gitea.class, new FakeGitea(world), method),
        Optional.of(poisoned(GiteaCli.class, new FakeGiteaCli(world), method)),
        poisoned(Drone.class, new FakeDrone(world), method));
  }

  private static <T> T poisoned(Class<T> type, Object port, Optional<Method> poisoned) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              try {
                Object answer = method.invoke(port, arguments);
                if (isPart(method)) {
                  return poisoned(method.getReturnType(), answer, poisoned);
                }
                return poisoned.filter(method::equals).isPresent() ? poisoned(answer) : answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  /** The same value with something appended to each text in it. */
  private static @Nullable Object poisoned(@Nullable Object value)
      throws ReflectiveOperationException {
    return switch (value) {
      case String text -> text + POISON;
      case Optional<?> optional when optional.isPresent() ->
          Optional.ofNullable(poisoned(optional.get()));
      case List<?> list -> {
        List<@Nullable Object> all = new ArrayList<>();
        for (Object one : list) {
          all.add(poisoned(one));
        }
        yield all;
      }
      case Record whole -> rebuilt(whole);
      case null, default -> value;
    };
  }

  private static Object rebuilt(Record whole) throws ReflectiveOperationException {
    RecordComponent[] components = whole.getClass().getRecordComponents();
    Object[] parts = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = poisoned(components[i].getAccessor().invoke(whole));
      types[i] = components[i].getType();
    }
    Constructor<?> constructor = whole.getClass().getDeclaredConstructor(types);
    return constructor.newInstance(parts);
  }

  /** What a terminal would show: as the command line lays it out. */
  private static final class Heard implements Progress {
    private final List<String> lines = new ArrayList<>();
    private final Layout layout = Layout.STANDARD;

    @Override
    public void stage(Stage stage, String where) {
      lines.add(layout.stage(stage, where));
    }

    @Override
    public void fact(String label, String text) {
      lines.add(layout.fact(Glyph.DONE, label, text));
    }

    @Override
    public void waiting(String name, String seen, Duration soFar) {
      lines.add(layout.fact(Glyph.BUSY, name, seen));
    }

    @Override
    public void applying(StepLine step) {
      lines.add(layout.fact(Glyph.BUSY, step.label(), step.text()));
    }

    @Override
    public void applied(StepResult result) {
      lines.add(layout.fact(Glyph.DONE, result.step().label(), result.text()));
    }

    @Override
    public void checking(CheckId check) {}

    @Override
    public void checked(CheckResult result) {
      lines.add(layout.fact(Glyph.DONE, result.check().label(), result.text()));
      result
          .problem()
          .ifPresent(problem -> lines.addAll(layout.problem(Glyph.FAILED, "x", problem)));
    }

    @Override
    public void output(String line) {}

    @Override
    public void warning(String text) {
      lines.addAll(layout.wrapped(Glyph.ATTENTION, "warning", text));
    }
  }
}
