package dev.giteadrone.diagnosis;

import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.ProblemId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All that is written about a problem. It is read from the file of its id, and {@code explain}, the
 * manual and the messages take their words from it.
 *
 * @param id which problem
 * @param holds the fact that holds if the problem is not there
 * @param symptom what the user notices; empty if it is only the message
 * @param exit the exit codes that it leads to, the usual one first
 * @param about paragraphs of explanation
 * @param causes likely causes that no message can tell apart
 * @param remedies what to do, beside what the messages say
 * @param messages the messages by their keys, in the order of the file
 * @param examples a value for each placeholder of a message, so that it can be shown
 */
public record Diagnosis(
    ProblemId id,
    String holds,
    String symptom,
    List<ExitCode> exit,
    List<String> about,
    List<String> causes,
    List<String> remedies,
    Map<String, Message> messages,
    Map<String, String> examples) {
  private static final Map<ProblemId, Diagnosis> READ = new ConcurrentHashMap<>();

  /** The words of an id. Its file is read once: a wait shows the same message again and again. */
  public static Diagnosis of(ProblemId id) {
    return READ.computeIfAbsent(id, DiagnosisFile::read);
  }

  /** A message, with an example for each of its placeholders. */
  public Message example(Message message) {
    Map<String, String> values = new HashMap<>(examples);
    values.putAll(message.examples());
    return message.with(values);
  }
}
