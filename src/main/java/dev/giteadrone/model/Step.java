package dev.giteadrone.model;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One change to make. A step holds no secret value; where a server hands out a secret once, minting
 * and storing is one step.
 */
public sealed interface Step {

  /** The short word at the start of its line. */
  String label();

  /** What it will do, one line. */
  String text();

  /** Whether a secret that somebody may hold becomes worthless. */
  default boolean rotates() {
    return false;
  }

  /** Whether it gives the host's file a value that a running server does not have yet. */
  default boolean endsInDeploy() {
    return false;
  }

  /** Whether something goes and nothing takes its place. */
  default boolean removes() {
    return false;
  }

  /**
   * Generate and store a password, create the administrator with it.
   *
   * @param way never {@code AUTO} or {@code NEVER}
   * @param resumed whether an earlier run may have created it already
   * @param why why this way was chosen
   */
  record CreateAdmin(AdminWay way, String username, boolean resumed, String why) implements Step {
    @Override
    public String label() {
      return "admin";
    }

    @Override
    public String text() {
      return username
          + ", created through "
          + way.words()
          + (resumed ? " (resumed)" : "")
          + ": "
          + why;
    }
  }

  /**
   * Set the stored password of an administrator that this program created, or create it again if it
   * is gone.
   *
   * @param way the CLI, or another administrator's token
   * @param exists whether it is known to be there
   */
  record ResetAdmin(AdminWay way, String username, boolean exists, String why) implements Step {
    @Override
    public String label() {
      return "admin";
    }

    @Override
    public String text() {
      return username
          + ", stored password set again through "
          + way.words()
          + (exists ? "" : ", or created if it is gone")
          + ": "
          + why;
    }
  }

  /** Make a user we created an administrator: the admin API creates ordinary users only. */
  record PromoteAdmin(String username) implements Step {
    @Override
    public String label() {
      return "admin";
    }

    @Override
    public String text() {
      return username + ", made an administrator";
    }
  }

  /**
   * Record a random name, create an access token of that name, store it.
   *
   * @param scopes the least that later calls need
   */
  record CreateToken(String username, List<String> scopes) implements Step {
    /** Copies the list. */
    public CreateToken {
      scopes = List.copyOf(scopes);
    }

    @Override
    public String label() {
      return "token";
    }

    @Override
    public String text() {
      return "new access token (" + String.join(", ", scopes) + ")";
    }
  }

  /**
   * The same through Gitea's command line, which asks for no password.
   *
   * @param scopes the least that later calls need
   */
  record CreateTokenByCli(String username, List<String> scopes, String why) implements Step {
    /** Copies the list. */
    public CreateTokenByCli {
      scopes = List.copyOf(scopes);
    }

    @Override
    public String label() {
      return "token";
    }

    @Override
    public String text() {
      return "new access token (" + String.join(", ", scopes) + ") through the CLI: " + why;
    }
  }

  /**
   * Delete tokens an earlier run may have left, and forget what is no longer pending.
   *
   * @param tokens names; they are deleted only where a password is at hand
   */
  record ClearPending(List<String> tokens) implements Step {
    /** Copies the list. */
    public ClearPending {
      tokens = List.copyOf(tokens);
    }

    @Override
    public String label() {
      return "tidy";
    }

    @Override
    public String text() {
      return "what an interrupted run left"
          + (tokens.isEmpty() ? "" : ": " + String.join(", ", tokens));
    }
  }

  /** Store the next password beside the old one, switch, verify, drop the old one. */
  record ChangePassword(String username, String why) implements Step {
    @Override
    public String label() {
      return "password";
    }

    @Override
    public String text() {
      return "new password for " + username + ": " + why;
    }

    @Override
    public boolean rotates() {
      return true;
    }
  }

  /** Create the OAuth2 application, list again, store its id and secret. */
  record CreateApp(String name, String redirectUri) implements Step {
    @Override
    public String label() {
      return "app";
    }

    @Override
    public String text() {
      return name + ", redirect URI " + redirectUri;
    }

    @Override
    public boolean endsInDeploy() {
      return true;
    }
  }

  /**
   * Give an application the wanted redirect URI and make it confidential.
   *
   * @param redirectUris all that it has afterwards
   * @param keepsSecret true for the web form, false for PATCH, which mints
   */
  record RepairApp(OAuthApp app, List<String> redirectUris, boolean keepsSecret) implements Step {
    /** Copies the list. */
    public RepairApp {
      redirectUris = List.copyOf(redirectUris);
    }

    @Override
    public String label() {
      return "app";
    }

    @Override
    public String text() {
      String from = String.join(" ", app.redirectUris());
      String what =
          app.redirectUris().equals(redirectUris)
              ? "public → confidential"
              : "redirect URI " + from + " → " + String.join(" ", redirectUris);
      return what + (keepsSecret ? " (keeps the secret)" : " (mints a new secret)");
    }

    @Override
    public boolean rotates() {
      return !keepsSecret;
    }

    @Override
    public boolean endsInDeploy() {
      return !keepsSecret;
    }
  }

  /**
   * Give an application the redirect URI of Drone's new address beside the old one, which stays
   * until the new one is seen to work. The web form does it, which keeps the secret.
   */
  record AddRedirect(OAuthApp app, String redirectUri) implements Step {
    @Override
    public String label() {
      return "app";
    }

    @Override
    public String text() {
      return "redirect URI "
          + redirectUri
          + " beside "
          + String.join(" ", app.redirectUris())
          + " (keeps the secret)";
    }
  }

  /**
   * Remove the redirect URIs that a move has left, if the running Drone is seen to use the new one.
   *
   * @param old those that go
   */
  record DropRedirects(OAuthApp app, List<String> old) implements Step {
    /** Copies the list. */
    public DropRedirects {
      old = List.copyOf(old);
    }

    @Override
    public String label() {
      return "app";
    }

    @Override
    public String text() {
      return old.isEmpty()
          ? "no redirect URI of a move is left"
          : "redirect URI "
              + String.join(" ", old)
              + " goes, once the new one works (keeps the secret)";
    }
  }

  /**
   * Remove from the admin file what was pending and has come to its end.
   *
   * @param keys what goes
   * @param text why it may go
   */
  record ForgetPending(List<AdminKey> keys, String text) implements Step {
    /** Copies the list. */
    public ForgetPending {
      keys = List.copyOf(keys);
    }

    @Override
    public String label() {
      return "tidy";
    }
  }

  /** The file has the secret of this application already; store the id beside it. */
  record StoreClientId(OAuthApp app) implements Step {
    @Override
    public String label() {
      return "client id";
    }

    @Override
    public String text() {
      return app.clientId() + " of " + app.name();
    }
  }

  /**
   * Preflight the file, have Gitea make a new client secret, store id and secret.
   *
   * @param rotates whether somebody may hold the old one
   * @param why why the file needs it
   */
  record MintClientSecret(OAuthApp app, boolean rotates, String why) implements Step {
    @Override
    public String label() {
      return "secret";
    }

    @Override
    public String text() {
      return (rotates ? "ROTATES: " : "") + "new client secret for " + app.name() + ": " + why;
    }

    @Override
    public boolean endsInDeploy() {
      return true;
    }
  }

  /**
   * Generate 32 random bytes and store them.
   *
   * @param rotates whether it replaces one that is in use
   */
  record GenerateRpcSecret(boolean rotates) implements Step {
    @Override
    public String label() {
      return "rpc";
    }

    @Override
    public String text() {
      return (rotates ? "ROTATES: " : "") + "new DRONE_RPC_SECRET (32 random bytes)";
    }

    @Override
    public boolean endsInDeploy() {
      return true;
    }
  }

  /** Store the RPC secret in the runners' own file too. */
  record CopyRpcSecret(String file) implements Step {
    @Override
    public String label() {
      return "runner";
    }

    @Override
    public String text() {
      return "DRONE_RPC_SECRET into " + file;
    }
  }

  /** Which of the sops files. */
  enum SecretsFile {
    /** The host's. */
    HOST,
    /** The runners' own. */
    RUNNER,
    /** The operator's. */
    ADMIN
  }

  /**
   * Encrypt a file again under a new data key, before a new secret goes into it.
   *
   * @param name the file's name
   */
  record RenewDataKey(SecretsFile file, String name) implements Step {
    @Override
    public String label() {
      return "data key";
    }

    @Override
    public String text() {
      return "new data key for " + name;
    }
  }

  /**
   * Have Drone make the webhook of a repository anew, then delete those of its old address.
   *
   * @param missing whether there is none that calls Drone's present address
   * @param old webhooks that call another address and may be this Drone's
   */
  record RepairWebhook(Repository repository, boolean missing, List<Webhook> old) implements Step {
    /** Copies the list. */
    public RepairWebhook {
      old = List.copyOf(old);
    }

    @Override
    public String label() {
      return "webhook";
    }

    @Override
    public String text() {
      String calls = old.stream().map(Webhook::url).distinct().collect(Collectors.joining(", "));
      if (!missing) {
        return repository.slug() + ": delete the one that calls " + calls;
      }
      return repository.slug() + (old.isEmpty() ? ": there is none" : ": calls " + calls);
    }
  }

  /** Have Drone forget the canary repository and its builds. */
  record DeactivateCanary(String owner, String name) implements Step {
    @Override
    public String label() {
      return "canary";
    }

    @Override
    public boolean removes() {
      return true;
    }

    @Override
    public String text() {
      return owner + "/" + name + ", with its builds, in Drone";
    }
  }

  /** Delete the canary repository in Gitea. */
  record DeleteCanary(Repository repository) implements Step {
    @Override
    public String label() {
      return "canary";
    }

    @Override
    public boolean removes() {
      return true;
    }

    @Override
    public String text() {
      return repository.slug() + " in Gitea";
    }
  }

  /** Delete an application this program created. */
  record DeleteApp(OAuthApp app) implements Step {
    @Override
    public String label() {
      return "app";
    }

    @Override
    public boolean removes() {
      return true;
    }

    @Override
    public String text() {
      return app.name() + ", client " + app.clientId() + ": nobody can log in to Drone any more";
    }
  }

  /** Remove client id and secret of a deleted application from the host's file. */
  record RemoveClient(String clientId, String file) implements Step {
    @Override
    public String label() {
      return "secrets";
    }

    @Override
    public boolean removes() {
      return true;
    }

    @Override
    public String text() {
      return "client " + clientId + " out of " + file;
    }
  }

  /** Delete our access tokens. */
  record DeleteTokens(List<String> names) implements Step {
    /** Copies the list. */
    public DeleteTokens {
      names = List.copyOf(names);
    }

    @Override
    public String label() {
      return "token";
    }

    @Override
    public boolean removes() {
      return true;
    }

    @Override
    public String text() {
      return String.join(", ", names);
    }
  }

  /** Remove what is no longer of use from the admin file. */
  record ForgetKeys(List<AdminKey> keys, String file) implements Step {
    /** Copies the list. */
    public ForgetKeys {
      keys = List.copyOf(keys);
    }

    @Override
    public String label() {
      return "secrets";
    }

    @Override
    public boolean removes() {
      return true;
    }

    @Override
    public String text() {
      return keys.stream().map(AdminKey::key).collect(Collectors.joining(", ")) + " out of " + file;
    }
  }

  /**
   * Run the operator's deploy command and wait until the live Drone has what the file has.
   *
   * @param commands all that is run, in its order
   * @param why what the live Drone lacks
   * @param waits false where the step that follows waits in its place
   */
  record Deploy(String commands, String why, boolean waits) implements Step {
    /** With the wait. */
    public Deploy(String commands, String why) {
      this(commands, why, true);
    }

    @Override
    public String label() {
      return "deploy";
    }

    @Override
    public String text() {
      return commands + ": " + why;
    }

    @Override
    public boolean endsInDeploy() {
      return true;
    }
  }
}
