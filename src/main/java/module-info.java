/**
 * Makes a Gitea and a Drone work together, and proves it. What is exported is the API; the packages
 * {@code services} and {@code api.model} are generated and may change with any version.
 */
module dev.giteadrone {
  requires com.fasterxml.jackson.annotation;
  requires com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.databind;
  requires transitive okhttp3;
  requires okhttp3.tls;
  requires okio;
  requires transitive retrofit2;
  requires retrofit2.converter.jackson;
  requires io.github.resilience4j.core;
  requires io.github.resilience4j.retry;
  requires org.jsoup;
  requires com.samskivert.jmustache;
  requires org.snakeyaml.engine;
  requires static io.github.javadiffutils;
  requires static info.picocli;
  requires static transitive org.jspecify;
  requires static com.github.dockerjava.api;
  requires static org.assertj.core;
  requires static org.junit.jupiter.api;
  requires static testcontainers;
  requires java.xml;
  requires jdk.httpserver;

  exports dev.giteadrone;
  exports dev.giteadrone.errors;
  exports dev.giteadrone.result;
  exports dev.giteadrone.testing;
  exports dev.giteadrone.testing.containers;
  exports dev.giteadrone.drone.api.model;
  exports dev.giteadrone.gitea.api.model;
  exports dev.giteadrone.services.drone;
  exports dev.giteadrone.services.gitea;

  opens dev.giteadrone.drone.api.model to
      com.fasterxml.jackson.databind;
  opens dev.giteadrone.gitea.api.model to
      com.fasterxml.jackson.databind;
}
