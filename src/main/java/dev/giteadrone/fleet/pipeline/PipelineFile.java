package dev.giteadrone.fleet.pipeline;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.io.ReadableFile;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.result.Text;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A pipeline as a file, which is never written over one of somebody else. */
public final class PipelineFile {
  private static final Case FOREIGN = Case.of(ProblemId.FLEET_PIPELINE, "foreign", "file");
  private static final Case UNWRITABLE =
      Case.of(ProblemId.FLEET_PIPELINE, "unwritable", "file", "said");

  private PipelineFile() {}

  /**
   * Writes the file, by replacing it as a whole.
   *
   * @param text as {@link DronePipeline#render} returns it
   * @throws Failure if the file exists and is not one that this method wrote, or cannot be written
   */
  public static void write(Path file, String text) {
    try {
      if (Files.exists(file) && !isOurs(file)) {
        throw FOREIGN.failure(file);
      }
      ReadableFile.replace(file, out -> out.write(text));
    } catch (IOException e) {
      String said = e.getClass().getSimpleName() + " " + e.getMessage();
      throw UNWRITABLE.failure(e, file, Text.neutral(said, 200));
    }
  }

  private static boolean isOurs(Path file) throws IOException {
    byte[] mark = DronePipeline.MARK.getBytes(StandardCharsets.UTF_8);
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(mark.length), mark);
    }
  }
}
