package dev.giteadrone.model.secret;

import java.util.Optional;

/** The credential of a request. It is a request tag, so that it is never part of a URL or a log. */
public sealed interface Credential {

  /** No credential. */
  record Anonymous() implements Credential {}

  /**
   * A Gitea access token, sent as {@code Authorization: token …}.
   *
   * @param token 40 hexadecimal digits
   */
  record Token(Secret token) implements Credential {}

  /**
   * HTTP Basic: a Gitea user, or an OAuth2 client at the introspection end point.
   *
   * @param username the user's name, or the client id
   * @param password the password, or the client secret
   * @param code of the second factor, sent as {@code X-Gitea-OTP}; empty if none is known
   */
  record Basic(String username, Secret password, Optional<Secret> code) implements Credential {
    /** Without a second factor. */
    public Basic(String username, Secret password) {
      this(username, password, Optional.empty());
    }

    /** The same with a code of the second factor. */
    public Basic withCode(Secret typed) {
      return new Basic(username, password, Optional.of(typed));
    }
  }

  /**
   * A Drone user's API token, sent as {@code Authorization: Bearer …}.
   *
   * @param token as {@code POST /api/user/token} gives it
   */
  record Bearer(Secret token) implements Credential {}

  /**
   * The secret that Drone shares with its runners, sent as {@code X-Drone-Token}.
   *
   * @param secret {@code DRONE_RPC_SECRET}
   */
  record Rpc(Secret secret) implements Credential {}

  /**
   * A web session, sent as {@code Cookie: …}.
   *
   * @param cookies {@code name=value}, several separated by {@code "; "}
   */
  record Session(Secret cookies) implements Credential {}

  /** The credential of requests that need none. */
  Credential ANONYMOUS = new Anonymous();
}
