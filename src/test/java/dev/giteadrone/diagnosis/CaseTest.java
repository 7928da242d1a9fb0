package dev.giteadrone.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.ProblemId;
import org.junit.jupiter.api.Test;

/** A case turns its message and the values into a problem. */
class CaseTest {
  private static final Case OTHER_CLIENT = Case.of(ProblemId.DRONE_CLIENT_ID, "other", "seen");

  @Test
  void aTextIsAValueAndNotTheIdOfAnotherProblem() {
    Problem problem = OTHER_CLIENT.problem("it runs with another client");
    assertThat(problem.check()).isEqualTo("drone.client-id");
    assertThat(problem.seen()).isEqualTo("it runs with another client");
  }

  @Test
  void aMemberOfAFamilyHasTheWordsOfTheFamily() {
    Problem problem = Case.of(ProblemId.TOOL, "missing", "program").problemAs("tool.git", "git");
    assertThat(problem.check()).isEqualTo("tool.git");
    assertThat(problem.id()).isEqualTo(ProblemId.TOOL);
    assertThat(problem.summary()).isEqualTo("running git");
  }

  @Test
  void anIdThatNobodyCanLookUpIsADefect() {
    assertThatThrownBy(() -> OTHER_CLIENT.problemAs("drone.other", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("drone.other");
  }

  @Test
  void theFileSaysTheExitCode() {
    Failure failure = OTHER_CLIENT.failure("it runs with another client");
    assertThat(failure.exitCode()).isEqualTo(ExitCode.VERIFICATION_FAILED);
  }

  @Test
  void aMissingValueIsADefect() {
    assertThatThrownBy(OTHER_CLIENT::problem)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs [seen]");
  }
}
