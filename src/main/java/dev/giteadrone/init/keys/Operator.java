package dev.giteadrone.init.keys;

import dev.giteadrone.model.secret.Secret;
import java.util.Optional;

/**
 * The operator's key.
 *
 * @param key as the rules name it
 * @param made the content of a new key file, if it is not stored yet
 * @param atHand whether sops can decrypt with it here, once it is stored
 */
public record Operator(Recipient key, Optional<Secret> made, boolean atHand) {}
