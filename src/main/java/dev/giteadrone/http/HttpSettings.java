package dev.giteadrone.http;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What holds for every request of a run.
 *
 * @param allowPlainHttp talk plain HTTP to hosts other than loopback
 * @param caCertificate PEM file with certificate authorities to trust beside the JDK's
 */
public record HttpSettings(boolean allowPlainHttp, Optional<Path> caCertificate) {}
