/** The wiring stage: OAuth2 application, RPC secret and secrets file. */
@NullMarked
package dev.giteadrone.reconcile.wiring;

import org.jspecify.annotations.NullMarked;
