package dev.giteadrone.testing;

import dev.giteadrone.config.ConfigFile;
import dev.giteadrone.model.desired.Level;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.run.Commands;
import dev.giteadrone.sandbox.Sandbox;
import dev.giteadrone.sandbox.SandboxOptions;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test class a real Gitea and a real Drone that work together, with a runner, started once
 * and stopped after the last test of the class:
 *
 * <pre>{@code
 * @ExtendWith(WiredServers.class)
 * class MyIT {
 *   @Test
 *   void buildsWhatIsPushed(Sandbox servers) { ... servers.giteaUrl() ... }
 * }
 * }</pre>
 *
 * <p>The administrator's password and tokens are in the admin sops file of {@link
 * Sandbox#hostFolder()}.
 */
public final class WiredServers implements ParameterResolver {
  /** As JUnit makes it. */
  public WiredServers() {}

  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(WiredServers.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Sandbox.class;
  }

  /**
   * The servers of this test class, started and connected at the first call.
   *
   * @throws IllegalStateException if they cannot be made to work together, with the reason
   */
  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    ExtensionContext perClass = context.getParent().orElse(context);
    return perClass
        .getStore(NAMESPACE)
        .computeIfAbsent(Sandbox.class, ignored -> start(), Sandbox.class);
  }

  private static Sandbox start() {
    Sandbox sandbox = Sandbox.start(SandboxOptions.blank(), Progress.SILENT);
    RunReport report =
        Commands.of(
                ConfigFile.load(sandbox.configFile(), Map.of()),
                RunOptions.DEFAULT.withLevel(Level.LOGIN).withDeployAnyway(true),
                Progress.SILENT,
                sandbox.environment())
            .bootstrap();
    if (report.exitCode() != ExitCode.DONE) {
      sandbox.close();
      throw new IllegalStateException(
          report
              .problem()
              .map(Object::toString)
              .orElse("the servers do not work together: " + report.checks()));
    }
    return sandbox;
  }
}
