package dev.giteadrone.simulated;

import java.util.Map;

/**
 * A request as a simulated server received it.
 *
 * @param server {@code gitea} or {@code drone}
 * @param target the path, with the query if there is one
 * @param headers those that the program sets itself, by their names in lower case
 */
public record SimulatedRequest(
    String server, String method, String target, Map<String, String> headers, String body) {
  /** The path without its query. */
  public String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /** The query; empty if there is none. */
  public String query() {
    int query = target.indexOf('?');
    return query < 0 ? "" : target.substring(query + 1);
  }

  /** A header's value; empty if there is none. */
  public String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /** Server, method and path: what is the same for each host and each run. */
  public String line() {
    return server + " " + method + " " + path();
  }
}
