package dev.giteadrone.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.cli.ShellFixture;
import dev.giteadrone.report.RunReport;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is thrown, the program ends with a reason, exit code 1 and no text that may be secret.
 */
final class CrashReportTest {
  @TempDir Path folder;
  private ShellFixture shell;

  @BeforeEach
  void configure() throws Exception {
    shell = new ShellFixture(folder);
    shell.configure();
  }

  static Stream<Throwable> everyKind() {
    return Stream.of(
        new OutOfMemoryError("s3cr3t"),
        new StackOverflowError("s3cr3t"),
        new InternalError("s3cr3t"),
        new ExceptionInInitializerError(new IllegalArgumentException("s3cr3t")),
        new AssertionError("s3cr3t"),
        new Error("s3cr3t"),
        new IllegalStateException("s3cr3t"),
        new Exception("s3cr3t"),
        new Throwable("s3cr3t"));
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void isToldInOurForm(Throwable thrown) {
    int code = shell.run(progress -> sneaky(thrown), "bootstrap");

    assertThat(code).isEqualTo(1);
    assertThat(shell.err())
        .startsWith(
            "✗ unexpected " + thrown.getClass().getSimpleName() + " at CrashReportTest.java:")
        .contains("run it again with -v")
        .doesNotContain("s3cr3t");
    assertThat(shell.out()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void isToldToMachinesToo(Throwable thrown) {
    int code = shell.run(progress -> sneaky(thrown), "bootstrap", "--output", "json", "--verbose");

    assertThat(code).isEqualTo(1);
    assertThat(shell.out())
        .contains("run.defect")
        .contains(thrown.getClass().getSimpleName())
        .doesNotContain("s3cr3t");
    assertThat(shell.err()).contains("    at ").doesNotContain("s3cr3t");
  }

  @Test
  void aClassThatIsNotThereIsNamed() {
    int code =
        shell.run(progress -> sneaky(new NoClassDefFoundError("dev/giteadrone/X")), "plan", "-v");

    assertThat(code).isEqualTo(1);
    assertThat(shell.err()).contains("install it again").contains("dev/giteadrone/X");
  }

  @Test
  void tooLittleMemoryIsNoDefect() {
    shell.run(progress -> sneaky(new OutOfMemoryError("Java heap space")), "verify");

    assertThat(shell.err()).contains("JAVA_TOOL_OPTIONS=-Xmx1g").doesNotContain("defect");
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> RunReport sneaky(Throwable thrown) throws T {
    throw (T) thrown;
  }
}
