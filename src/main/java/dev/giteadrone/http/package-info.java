/** The one way to talk HTTP: TLS, deadlines, retries, redaction, status mapping. */
@NullMarked
package dev.giteadrone.http;

import org.jspecify.annotations.NullMarked;
