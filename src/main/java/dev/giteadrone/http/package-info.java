/** The HTTP client: TLS, deadlines, retries, redaction, status mapping. */
@NullMarked
package dev.giteadrone.http;

import org.jspecify.annotations.NullMarked;
