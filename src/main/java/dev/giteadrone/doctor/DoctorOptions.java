package dev.giteadrone.doctor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What to examine.
 *
 * @param program name and version of this program
 * @param config the configuration file, absolute
 * @param named whether the operator named it, so that it must exist
 * @param caCertificate the file of {@code --ca-cert}
 * @param allowPlainHttp whether requests over plain HTTP may leave this machine
 * @param limit time limit of all examinations together
 */
public record DoctorOptions(
    String program,
    Path config,
    boolean named,
    Optional<Path> caCertificate,
    boolean allowPlainHttp,
    Duration limit) {}
