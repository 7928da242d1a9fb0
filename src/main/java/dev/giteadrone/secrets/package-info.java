/** The two sops files: the secrets file of the host and the admin file of the operator. */
@NullMarked
package dev.giteadrone.secrets;

import org.jspecify.annotations.NullMarked;
