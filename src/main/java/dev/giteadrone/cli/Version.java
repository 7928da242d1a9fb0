package dev.giteadrone.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest, and the commit if it is a package's. */
final class Version implements IVersionProvider {
  private static final String COMMIT = "Implementation-Commit";

  @Override
  public String[] getVersion() {
    return new String[] {line()};
  }

  /** Name and version. */
  static String line() {
    String version = Version.class.getPackage().getImplementationVersion();
    return "gitea-drone " + (version == null ? "(unpackaged)" : version);
  }

  /** The commit of the sources; only the packages of {@code scripts/dist} know it. */
  static String commit() {
    @Nullable String commit = null;
    URL self = Version.class.getResource("Version.class");
    String jar = String.valueOf(self).replaceFirst("!/.*", "!/META-INF/MANIFEST.MF");
    if (self != null && jar.startsWith("jar:")) {
      try (InputStream in = java.net.URI.create(jar).toURL().openStream()) {
        commit = new Manifest(in).getMainAttributes().getValue(COMMIT);
      } catch (IOException e) {
        // Then it is not known.
      }
    }
    return commit == null ? "unknown" : commit;
  }
}
