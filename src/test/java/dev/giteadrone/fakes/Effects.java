package dev.giteadrone.fakes;

import dev.giteadrone.deploy.Deployer;
import dev.giteadrone.drone.Drone;
import dev.giteadrone.gitea.Gitea;
import dev.giteadrone.gitea.GiteaCli;
import dev.giteadrone.reconcile.Gateways;
import dev.giteadrone.secrets.AdminFile;
import dev.giteadrone.secrets.HostFile;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Numbers the effects of a run, and lets a run die before or after one of them. */
public final class Effects {
  /** The methods of the ports that change something; every other one only looks. */
  public static final Set<String> NAMES =
      Set.of(
          "createUser",
          "makeAdmin",
          "setPassword",
          "signUp",
          "createToken",
          "deleteToken",
          "createApp",
          "mintSecret",
          "deleteApp",
          "editAppByForm",
          "createRepository",
          "deleteRepository",
          "commitFile",
          "createAdmin",
          "generateToken",
          "login",
          "rotateToken",
          "sync",
          "activate",
          "deactivate",
          "deleteWebhook",
          "repair",
          "write",
          "remove",
          "renewDataKey",
          "undo",
          "run");

  /** Where a run dies. */
  public enum Place {
    /** Before the effect is sent. */
    BEFORE,
    /** The effect is done, and whoever asked for it never hears of it. */
    AFTER
  }

  /** A run's death; nothing catches it. */
  public static final class Death extends Error {
    private static final long serialVersionUID = 1L;

    Death(String where) {
      super(where);
    }
  }

  private final int number;
  private final Place place;
  private final List<String> seen = new ArrayList<>();

  private Effects(int number, Place place) {
    this.number = number;
    this.place = place;
  }

  /** Only counts. */
  public static Effects counting() {
    return new Effects(-1, Place.BEFORE);
  }

  /** Dies at effect {@code number}, counted from 0. */
  public static Effects dyingAt(int number, Place place) {
    return new Effects(number, place);
  }

  /** The effects so far, in order. */
  public List<String> seen() {
    return List.copyOf(seen);
  }

  /** The same ports, watched. */
  public Gateways watch(Gateways ports) {
    return new Gateways(
        watched(Gitea.class, ports.gitea()),
        ports.cli().map(cli -> watched(GiteaCli.class, cli)),
        watched(Drone.class, ports.drone()),
        watched(HostFile.class, ports.host()),
        ports.runner().map(file -> watched(HostFile.class, file)),
        watched(AdminFile.class, ports.admin()),
        watched(Deployer.class, ports.deployer()));
  }

  private <T> T watched(Class<T> type, T port) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              boolean effect = NAMES.contains(method.getName());
              boolean here = effect && seen.size() == number;
              if (effect) {
                seen.add(type.getSimpleName() + "." + method.getName());
              }
              if (here && place == Place.BEFORE) {
                throw new Death("before " + seen.getLast());
              }
              try {
                Object answer = method.invoke(port, arguments);
                if (here) {
                  throw new Death("after " + seen.getLast());
                }
                return answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
