package dev.giteadrone.testing.containers;

import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Variable;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The variables of the three containers. */
final class ContainerSettings {
  private ContainerSettings() {}

  /**
   * Gitea's: open for the sign-up of its first user, who becomes the administrator.
   *
   * @param url its root URL
   */
  static Map<String, String> gitea(URI url) {
    Map<String, String> variables = new TreeMap<>();
    variables.put("GITEA__server__ROOT_URL", url + "/");
    variables.put("GITEA__server__HTTP_PORT", "3000");
    variables.put("GITEA__server__DISABLE_SSH", "true");
    variables.put("GITEA__server__OFFLINE_MODE", "true");
    variables.put("GITEA__database__DB_TYPE", "sqlite3");
    variables.put("GITEA__security__INSTALL_LOCK", "true");
    variables.put("GITEA__service__DISABLE_REGISTRATION", "false");
    // The default allows external hosts only.
    variables.put("GITEA__webhook__ALLOWED_HOST_LIST", "*");
    // The default looks every two seconds, so that a push takes up to four to reach Drone.
    variables.put("GITEA__queue__TYPE", "channel");
    return variables;
  }

  /**
   * Drone's.
   *
   * @param url its root URL
   * @param gitea Gitea's root URL
   * @param secrets what the two share, and the RPC secret
   */
  static Map<String, String> drone(
      URI url, URI gitea, String admin, Map<Variable, Secret> secrets) {
    Map<String, String> variables = new TreeMap<>();
    variables.put("DRONE_GITEA_SERVER", gitea.toString());
    variables.put("DRONE_SERVER_HOST", url.getAuthority());
    variables.put("DRONE_SERVER_PROTO", url.getScheme());
    variables.put("DRONE_USER_CREATE", "username:" + admin + ",admin:true");
    // Without it, each restart ends all sessions.
    variables.put("DRONE_COOKIE_SECRET", Secret.random(32).reveal());
    secrets.forEach((variable, secret) -> variables.put(variable.name(), secret.reveal()));
    return variables;
  }

  /**
   * The docker runner's.
   *
   * @param drone Drone's root URL
   * @param network the network that its build containers join, too
   * @param clone the image that clones; empty for the runner's default
   */
  static Map<String, String> runner(
      URI drone, String network, Optional<String> clone, Map<Variable, Secret> secrets) {
    Map<String, String> variables = new TreeMap<>();
    variables.put("DRONE_RPC_PROTO", drone.getScheme());
    variables.put("DRONE_RPC_HOST", drone.getAuthority());
    variables.put(
        Variable.DRONE_RPC_SECRET.name(),
        Optional.ofNullable(secrets.get(Variable.DRONE_RPC_SECRET)).orElseThrow().reveal());
    variables.put("DRONE_RUNNER_NAME", "drone-runner-docker");
    variables.put("DRONE_RUNNER_CAPACITY", "2");
    variables.put("DRONE_RUNNER_NETWORKS", network);
    clone.ifPresent(image -> variables.put("DRONE_RUNNER_CLONE_IMAGE", image));
    return variables;
  }
}
