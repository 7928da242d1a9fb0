package dev.giteadrone.testing;

import dev.giteadrone.testing.internal.JUnitVersion;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;
import org.opentest4j.TestAbortedException;

/** The JUnit extension that {@link WithGiteaDrone} registers. Tests do not need to name it. */
// A module that uses this class reads JUnit's module; others do not need it.
@SuppressWarnings("exports")
public final class GiteaDroneExtension
    implements BeforeAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        AfterAllCallback,
        TestInstancePostProcessor,
        ParameterResolver {
  /** Called by JUnit. */
  public GiteaDroneExtension() {
    JUnitVersion.require(Test.class);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    fill(context, context.getRequiredTestClass(), null);
    // Fills the fields before non-static {@code @BeforeAll} methods run, if one instance serves all
    // tests.
    fillInstances(context);
  }

  @Override
  public void postProcessTestInstance(Object instance, ExtensionContext context) {
    fill(context, instance.getClass(), instance);
  }

  /**
   * If only a field has the annotation, JUnit registers this extension after it created the
   * instance.
   */
  @Override
  public void beforeEach(ExtensionContext context) {
    fillInstances(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == GiteaDroneServers.class;
  }

  /**
   * Returns the servers of the class that declares the parameter. The first request starts them.
   *
   * @throws dev.giteadrone.errors.GiteaDroneException if they cannot be started
   */
  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return Scopes.ofParameter(parameter, context).get();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    publishIfFailed(context);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    publishIfFailed(context);
  }

  static void publishIfFailed(ExtensionContext context) {
    if (context
        .getExecutionException()
        .filter(e -> !(e instanceof TestAbortedException))
        .isEmpty()) {
      return;
    }
    for (ServersHandle servers : Scopes.started(context)) {
      Map<String, String> entries = new LinkedHashMap<>();
      entries.put(
          "gitea-drone.servers", "Gitea " + servers.giteaUrl() + ", Drone " + servers.droneUrl());
      String report = servers.report();
      if (!report.isBlank()) {
        entries.put("gitea-drone.report", report);
      }
      servers
          .logTails()
          .forEach((part, tail) -> {
            if (!tail.isBlank()) {
              entries.put("gitea-drone.log." + part, tail);
            }
          });
      context.publishReportEntry(entries);
    }
  }

  private static void fillInstances(ExtensionContext context) {
    context
        .getTestInstances()
        .ifPresent(instances ->
            instances
                .getAllInstances()
                .forEach(instance -> fill(context, instance.getClass(), instance)));
  }

  /**
   * Fills the fields of a class that have the annotation and are empty.
   *
   * @param instance the object with the fields; null for static fields
   */
  private static void fill(ExtensionContext context, Class<?> type, @Nullable Object instance) {
    for (Field field :
        ReflectionSupport.findFields(
            type,
            field ->
                AnnotationSupport.isAnnotated(field, WithGiteaDrone.class)
                    && Modifier.isStatic(field.getModifiers()) == (instance == null),
            HierarchyTraversalMode.TOP_DOWN)) {
      fill(context, type, field, instance);
    }
  }

  private static void fill(
      ExtensionContext context, Class<?> type, Field field, @Nullable Object instance) {
    if (field.getType() != GiteaDroneServers.class || Modifier.isFinal(field.getModifiers())) {
      throw new ExtensionConfigurationException(
          "a field with @WithGiteaDrone must have the type GiteaDroneServers, and must not be final: "
              + field
              + " "
              + (field.getType() == GiteaDroneServers.class
                  ? "is final"
                  : "has the type " + field.getType().getSimpleName()));
    }
    GiteaDroneServers servers = Scopes.ofField(context, type, field).get();
    try {
      field.setAccessible(true);
      field.set(instance, servers);
    } catch (IllegalAccessException | InaccessibleObjectException e) {
      throw new ExtensionConfigurationException(
          "cannot set the field " + field + ": open its package to the module dev.giteadrone", e);
    }
  }
}
