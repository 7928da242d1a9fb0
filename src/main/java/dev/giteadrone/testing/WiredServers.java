package dev.giteadrone.testing;

import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.sandbox.Sandbox;
import dev.giteadrone.sandbox.SandboxOptions;
import dev.giteadrone.testing.internal.StartedSandbox;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Passes a real Gitea and a real Drone to a test class, as parameters of the class {@code
 * dev.giteadrone.sandbox.Sandbox}. That class is not exported, so this works on the class path
 * only.
 *
 * @deprecated Use {@link WithGiteaDrone}: it starts the same servers, with a handle that is part of
 *     the API. The next version no longer has this class.
 */
@Deprecated
// A module that uses this class reads JUnit's module; others do not need it.
@SuppressWarnings("exports")
public final class WiredServers implements ParameterResolver {
  /** Called by JUnit. */
  public WiredServers() {}

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Sandbox.class;
  }

  /**
   * Returns the servers of this test class. The first request starts them.
   *
   * @throws dev.giteadrone.errors.GiteaDroneException if they cannot be made to work together
   */
  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return Scopes.ofClass(context, wanted -> new ServersInScope(WiredServers::start))
        .get()
        .sandbox();
  }

  /**
   * Starts both runners as far as possible, and builds missing programs, as earlier versions did.
   */
  private static ServersHandle start() {
    return new ServersBuilder()
        .handle(
            StartedSandbox.of(() -> Sandbox.startWired(SandboxOptions.blank(), Progress.SILENT)));
  }
}
