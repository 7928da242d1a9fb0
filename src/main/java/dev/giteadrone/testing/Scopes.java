package dev.giteadrone.testing;

import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * Finds the servers of each test class, parameter and field, by the rules of {@link
 * WithGiteaDrone}.
 */
final class Scopes {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(Scopes.class);

  /**
   * The shared servers of this JVM, by name. Static, because a JVM may run several test plans one
   * after the other.
   */
  private static final Map<String, Shared> SHARED = new ConcurrentHashMap<>();

  private Scopes() {}

  /**
   * The servers for a parameter. A {@code @BeforeEach} method of an outer class also runs before
   * the tests of a nested class. It still gets the servers of its own class.
   *
   * @throws ParameterResolutionException if only a field has the annotation: its servers are those
   *     of the field, and a second pair for the parameter would be a surprise
   */
  static ServersInScope ofParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> declares = parameter.getDeclaringExecutable().getDeclaringClass();
    List<ExtensionContext> all = classes(context);
    List<ExtensionContext> around =
        all.stream().dropWhile(each -> !declares.isAssignableFrom(testClass(each))).toList();
    List<ExtensionContext> mine = around.isEmpty() ? all : around;
    if (mine.stream().noneMatch(each -> hasAnnotation(testClass(each)))) {
      all.forEach(each -> refuseFieldsOf(testClass(each)));
    }
    return ofClass(mine, ServersInScope::of);
  }

  private static void refuseFieldsOf(Class<?> type) {
    ReflectionSupport.findFields(
            type,
            field -> AnnotationSupport.isAnnotated(field, WithGiteaDrone.class),
            HierarchyTraversalMode.TOP_DOWN)
        .stream()
        .findFirst()
        .ifPresent(field -> {
          throw new ParameterResolutionException(
              "the parameter has no servers: @WithGiteaDrone is on the field %s of %s and not on the"
                      .formatted(field.getName(), field.getDeclaringClass().getSimpleName())
                  + " class; use the field, or put the annotation on the class");
        });
  }

  private static boolean hasAnnotation(Class<?> type) {
    return AnnotationSupport.isAnnotated(type, WithGiteaDrone.class);
  }

  /**
   * The servers of the class that a parameter belongs to.
   *
   * @param maker creates them from the annotation
   */
  static ServersInScope ofClass(ExtensionContext context, Maker maker) {
    return ofClass(classes(context), maker);
  }

  private static ServersInScope ofClass(List<ExtensionContext> classes, Maker maker) {
    ExtensionContext owner =
        classes.stream()
            .filter(each -> hasAnnotation(testClass(each)))
            .findFirst()
            .orElse(classes.getLast());
    WithGiteaDrone wanted =
        AnnotationSupport.findAnnotation(testClass(owner), WithGiteaDrone.class)
            .orElseGet(Scopes::defaults);
    return in(owner, testClass(owner), wanted, maker);
  }

  /** The servers of a field of the context's test class, or of a class around it. */
  static ServersInScope ofField(ExtensionContext context, Class<?> ofClass, Field field) {
    boolean inherited =
        Modifier.isStatic(field.getModifiers()) && field.getDeclaringClass() != ofClass;
    ExtensionContext owner =
        inherited
            ? context.getRoot()
            : classes(context).stream()
                .filter(each -> testClass(each) == ofClass)
                .findFirst()
                .orElse(context.getRoot());
    WithGiteaDrone wanted =
        AnnotationSupport.findAnnotation(field, WithGiteaDrone.class).orElseThrow();
    return in(owner, inherited ? field : List.of(ofClass, field), wanted, ServersInScope::of);
  }

  /** All servers that were started in a context and in its parents. */
  static List<ServersHandle> started(ExtensionContext context) {
    List<ServersHandle> all = new ArrayList<>();
    for (ExtensionContext each = context; each != null; each = each.getParent().orElse(null)) {
      Pairs pairs = store(each).get(key(each), Pairs.class);
      if (pairs != null) {
        pairs.started().forEach(all::add);
      }
    }
    SHARED.values().stream()
        .flatMap(shared -> shared.pair().ifStarted().stream())
        .forEach(all::add);
    return all;
  }

  /** Creates servers that are not started yet. */
  interface Maker {
    ServersInScope make(WithGiteaDrone wanted);
  }

  private static ServersInScope in(
      ExtensionContext owner, Object what, WithGiteaDrone wanted, Maker maker) {
    return wanted.shared().isEmpty()
        ? pairs(owner).pair(what, wanted, maker)
        : shared(wanted, maker);
  }

  private static ServersInScope shared(WithGiteaDrone wanted, Maker maker) {
    Shared shared =
        SHARED.computeIfAbsent(
            wanted.shared(),
            name -> {
              ServersInScope pair = maker.make(wanted);
              Runtime.getRuntime().addShutdownHook(new Thread(pair::close, "servers-" + name));
              return new Shared(wanted, pair);
            });
    if (!shared.wanted().equals(wanted)) {
      throw new IllegalStateException(
          "two test classes share servers named %s and describe them differently: %s and %s"
              .formatted(wanted.shared(), shared.wanted(), wanted));
    }
    return shared.pair();
  }

  private record Shared(WithGiteaDrone wanted, ServersInScope pair) {}

  /**
   * The contexts of the classes of a test, the nearest first. A parameterized class has several;
   * the outermost counts.
   */
  private static List<ExtensionContext> classes(ExtensionContext context) {
    List<ExtensionContext> classes = new ArrayList<>();
    for (ExtensionContext each = context; each != null; each = each.getParent().orElse(null)) {
      if (each.getTestClass().isPresent()) {
        if (!classes.isEmpty() && testClass(classes.getLast()) == testClass(each)) {
          classes.removeLast();
        }
        classes.add(each);
      }
    }
    return classes;
  }

  private static Class<?> testClass(ExtensionContext context) {
    return context.getRequiredTestClass();
  }

  // JUnit 5 does not have the newer names of both.
  @SuppressWarnings("deprecation")
  private static Pairs pairs(ExtensionContext owner) {
    return Objects.requireNonNull(
        store(owner).getOrComputeIfAbsent(key(owner), key -> new Pairs(), Pairs.class));
  }

  /**
   * The key of a context. A store also searches the stores of its parents, so each context has its
   * own key.
   */
  private static String key(ExtensionContext context) {
    return context.getUniqueId();
  }

  private static ExtensionContext.Store store(ExtensionContext context) {
    return context.getStore(NAMESPACE);
  }

  /**
   * All servers of one context. JUnit closes it with the context: up to 5.12 through one interface,
   * later through the other.
   */
  @SuppressWarnings("deprecation")
  private static final class Pairs
      implements ExtensionContext.Store.CloseableResource, AutoCloseable {
    private final Map<Object, ServersInScope> pairs = new ConcurrentHashMap<>();

    ServersInScope pair(Object what, WithGiteaDrone wanted, Maker maker) {
      return pairs.computeIfAbsent(what, key -> maker.make(wanted));
    }

    Stream<ServersHandle> started() {
      return pairs.values().stream().flatMap(pair -> pair.ifStarted().stream());
    }

    @Override
    public void close() {
      pairs.values().forEach(ServersInScope::close);
    }
  }

  @WithGiteaDrone
  private static final class Defaults {}

  /** The values that are used if the extension is registered without the annotation. */
  private static WithGiteaDrone defaults() {
    Annotation annotation = Defaults.class.getAnnotation(WithGiteaDrone.class);
    return (WithGiteaDrone) Objects.requireNonNull(annotation);
  }
}
