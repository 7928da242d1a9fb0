package dev.giteadrone.simulated;

import java.util.List;

/**
 * An answer as a server gives it that is well.
 *
 * @param type the content type; empty if there is no body
 * @param headers names and values in turn
 */
public record CannedResponse(int status, String type, String body, List<String> headers) {
  public static CannedResponse json(int status, String body) {
    return new CannedResponse(status, "application/json;charset=utf-8", body, List.of());
  }

  public static CannedResponse json(String body) {
    return json(200, body);
  }

  public static CannedResponse page(String html) {
    return new CannedResponse(
        200,
        "text/html; charset=utf-8",
        "<html><head><title>Page</title></head>" + html,
        List.of());
  }

  public static CannedResponse redirect(String location, String... cookies) {
    List<String> headers = new java.util.ArrayList<>(List.of("Location", location));
    for (String cookie : cookies) {
      headers.add("Set-Cookie");
      headers.add(cookie);
    }
    return new CannedResponse(303, "", "", headers);
  }

  public static CannedResponse empty(int status) {
    return new CannedResponse(status, "", "", List.of());
  }
}
