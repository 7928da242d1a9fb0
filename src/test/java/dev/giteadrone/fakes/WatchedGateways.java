package dev.giteadrone.fakes;

import dev.giteadrone.deploy.Deployer;
import dev.giteadrone.drone.Drone;
import dev.giteadrone.gitea.Gitea;
import dev.giteadrone.gitea.GiteaCli;
import dev.giteadrone.reconcile.Gateways;
import dev.giteadrone.secrets.AdminFile;
import dev.giteadrone.secrets.HostFile;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;

/** Gateways whose effects pass through a {@link Watcher}. */
public final class WatchedGateways {
  /** The methods that change something; every other one only looks. */
  private static final Set<String> EFFECTS =
      Set.of(
          "Gitea.Users.create",
          "Gitea.Users.makeAdmin",
          "Gitea.Users.setPassword",
          "Gitea.Tokens.create",
          "Gitea.Tokens.delete",
          "Gitea.Apps.create",
          "Gitea.Apps.mintSecret",
          "Gitea.Apps.delete",
          "Gitea.Repositories.create",
          "Gitea.Repositories.delete",
          "Gitea.Repositories.deleteWebhook",
          "Gitea.Commits.create",
          "Gitea.Forms.signUp",
          "Gitea.Forms.editApp",
          "GiteaCli.createAdmin",
          "GiteaCli.generateToken",
          "Drone.Login.as",
          "Drone.Accounts.rotateToken",
          "Drone.Accounts.sync",
          "Drone.Repositories.activate",
          "Drone.Repositories.deactivate",
          "Drone.Repositories.repair",
          "HostFile.write",
          "HostFile.remove",
          "HostFile.renewDataKey",
          "AdminFile.write",
          "AdminFile.renewDataKey",
          "AdminFile.undo",
          "Deployer.run");

  /** Decides when an effect happens, and what is done before and after it. */
  public interface Watcher {
    /**
     * Called in place of the effect.
     *
     * @param name the gateway and its method, such as {@code Gitea.Apps.create}
     * @param effect makes the change
     * @return what the caller gets
     */
    Object around(String name, Effect effect) throws Throwable;
  }

  /** One change. */
  public interface Effect {
    /** Makes it. */
    Object run() throws Throwable;
  }

  private final Watcher watcher;

  private WatchedGateways(Watcher watcher) {
    this.watcher = watcher;
  }

  /** The same gateways, watched. */
  public static Gateways of(Gateways gateways, Watcher watcher) {
    WatchedGateways watched = new WatchedGateways(watcher);
    return new Gateways(
        watched.proxy(Gitea.class, gateways.gitea()),
        gateways.cli().map(cli -> watched.proxy(GiteaCli.class, cli)),
        watched.proxy(Drone.class, gateways.drone()),
        watched.proxy(HostFile.class, gateways.host()),
        gateways.runner().map(file -> watched.proxy(HostFile.class, file)),
        watched.proxy(AdminFile.class, gateways.admin()),
        watched.proxy(Deployer.class, gateways.deployer()),
        gateways.secondFactor());
  }

  private <T> T proxy(Class<T> type, Object gateway) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              String name = name(type, method);
              if (EFFECTS.contains(name)) {
                return watcher.around(name, () -> invoke(gateway, method, arguments));
              }
              Object answer = invoke(gateway, method, arguments);
              return isPart(type, method) ? proxy(method.getReturnType(), answer) : answer;
            }));
  }

  private static String name(Class<?> type, Method method) {
    return type.getCanonicalName().substring(type.getPackageName().length() + 1)
        + "."
        + method.getName();
  }

  /** Whether this is an accessor of a part, such as {@code gitea.apps()}. */
  private static boolean isPart(Class<?> type, Method method) {
    return method.getParameterCount() == 0
        && method.getReturnType().isInterface()
        && type.equals(method.getReturnType().getEnclosingClass());
  }

  private static Object invoke(Object gateway, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(gateway, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
