package dev.giteadrone.model;

import java.util.Optional;

/**
 * What the sops files hold; read before any server is touched.
 *
 * @param admin the admin file
 * @param host the file the host reads
 * @param runner the runners' own file, where there is one
 */
public record FilesObserved(
    Stored<AdminRecord> admin, Stored<HostSecrets> host, Optional<Stored<HostSecrets>> runner) {}
