package dev.giteadrone.testing;

import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.sandbox.Sandbox;
import dev.giteadrone.sandbox.SandboxOptions;
import dev.giteadrone.testing.internal.StartedSandbox;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test class a real Gitea and a real Drone as parameters of the class {@code
 * dev.giteadrone.sandbox.Sandbox}. That class is not exported, so this works on the class path
 * only.
 *
 * @deprecated {@link WithGiteaDrone} gives the same servers with a handle that is part of the API.
 *     This class goes with the next version.
 */
@Deprecated
// Whoever uses it has that module; others need not.
@SuppressWarnings("exports")
public final class WiredServers implements ParameterResolver {
  /** As JUnit makes it. */
  public WiredServers() {}

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Sandbox.class;
  }

  /**
   * The servers of this test class, started when they are asked for first.
   *
   * @throws dev.giteadrone.errors.GiteaDroneException if they cannot be made to work together
   */
  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return Scopes.ofClass(context, wanted -> new ServersInScope(WiredServers::start))
        .get()
        .sandbox();
  }

  /** With both runners as far as possible, and with missing programs built, as it always was. */
  private static ServersHandle start() {
    return new ServersBuilder()
        .handle(
            StartedSandbox.of(() -> Sandbox.startWired(SandboxOptions.blank(), Progress.SILENT)));
  }
}
