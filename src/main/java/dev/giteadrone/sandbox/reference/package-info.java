/** The reference host: nginx, PostgreSQL, certificates. */
@NullMarked
package dev.giteadrone.sandbox.reference;

import org.jspecify.annotations.NullMarked;
