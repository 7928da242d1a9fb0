package dev.giteadrone.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.fakes.DesiredBuilder;
import dev.giteadrone.fakes.TestConfig;
import dev.giteadrone.model.desired.HostKey;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.secret.KeyGroups;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RecipientPolicyTest {
  private static final HostKey HOST = new HostKey.Named("age1host");

  @Test
  void fileForTheHostAndAnAdminFileWithoutItAreRight() {
    for (HostKey key : List.of(HOST, HostKey.UNKNOWN)) {
      assertThat(wrong(key, List.of("age1me"), List.of("age1me", "age1host"))).isEmpty();
    }
  }

  @Test
  void fileThatTheNamedHostCannotDecryptIsFound() {
    Problem problem = wrong(HOST, List.of("age1me"), List.of("age1me", "age1old")).orElseThrow();
    assertThat(problem.check()).isEqualTo("sops.recipients");
    assertThat(problem.seen()).contains("not encrypted for age1host");
    assertThat(problem.next()).contains("sops updatekeys");
  }

  @Test
  void adminFileThatTheNamedHostCanDecryptIsFound() {
    List<String> both = List.of("age1me", "age1host");
    assertThat(wrong(HOST, both, both).orElseThrow().seen()).contains("the host can decrypt");
    assertThat(wrong(HOST, List.of("age1host"), both)).isPresent();
  }

  @Test
  void filesOfTheSameReadersAreFoundWithoutKnowingTheHost() {
    for (List<String> host : List.of(List.of("age1me"), List.of("age1me", "age1host"))) {
      Problem problem = wrong(HostKey.UNKNOWN, host, host).orElseThrow();
      assertThat(problem.next()).contains("secrets.host");
    }
    assertThat(wrong(HostKey.UNKNOWN, List.of("age1me", "age1you"), List.of("age1me"))).isPresent();
  }

  @Test
  void deployThatDecryptsForTheHostNeedsNoRecipientOfItsOwn() {
    assertThat(wrong(new HostKey.Nothing(), List.of("age1me"), List.of("age1me"))).isEmpty();
  }

  @Test
  void filesThatAreNotThereTellNothing() {
    assertThat(wrong(HOST, List.of(), List.of())).isEmpty();
    assertThat(wrong(HostKey.UNKNOWN, List.of(), List.of())).isEmpty();
  }

  private static Optional<Problem> wrong(HostKey key, List<String> admin, List<String> host) {
    return new RecipientPolicy(DesiredBuilder.of(TestConfig.desired()).hostKey(key).build())
        .wrong(KeyGroups.anyOf(admin), KeyGroups.anyOf(host));
  }
}
