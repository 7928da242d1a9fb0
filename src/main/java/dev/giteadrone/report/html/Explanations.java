package dev.giteadrone.report.html;

import dev.giteadrone.diagnosis.Diagnosis;
import dev.giteadrone.diagnosis.Explanation;
import dev.giteadrone.diagnosis.Message;
import dev.giteadrone.model.plan.Refusal;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.CheckResult.Status;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.report.RunReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The pages of the ids that the run has something to say about, as {@code gitea-drone explain}
 * prints them. The page of the run holds them, since it is read where the program is not.
 */
public final class Explanations {
  /** A page without any. */
  public static final Explanations NONE = new Explanations(Map.of());

  private final Map<String, Diagnosis> pages;

  private Explanations(Map<String, Diagnosis> pages) {
    this.pages = pages;
  }

  /** Those of a run, the root cause first, as far as there is room. */
  static Explanations of(RunReport report, Cut cut) {
    Map<String, Diagnosis> pages = new LinkedHashMap<>();
    int length = 0;
    for (Map.Entry<String, ProblemId> each : wanted(report).entrySet()) {
      Diagnosis diagnosis = Diagnosis.of(each.getValue());
      length += Explanation.page(each.getKey(), diagnosis).length();
      if (length <= cut.pages()) {
        pages.put(each.getKey(), diagnosis);
      }
    }
    return new Explanations(pages);
  }

  private static Map<String, ProblemId> wanted(RunReport report) {
    Map<String, ProblemId> wanted = new LinkedHashMap<>();
    report.rootCause().ifPresent(problem -> wanted.put(problem.check(), problem.id()));
    for (CheckResult check : report.checks()) {
      check.problem().ifPresent(problem -> wanted.putIfAbsent(problem.check(), problem.id()));
      check.because().ifPresent(root -> wanted.putIfAbsent(root.id(), root.problem()));
      if (check.status() == Status.FAILED || check.status() == Status.WARNED) {
        CheckId id = check.check();
        wanted.putIfAbsent(id.id(), id.problem());
      }
    }
    report.stages().stream()
        .flatMap(stage -> stage.plan().refusals().stream())
        .map(Refusal::problem)
        .forEach(problem -> wanted.putIfAbsent(problem.check(), problem.id()));
    return wanted;
  }

  /** The address of an id's page, if it is here. */
  Optional<String> address(String id) {
    return pages.containsKey(id) ? Optional.of("#" + anchor(id)) : Optional.empty();
  }

  /** An id with a link to its page, or with the command that prints it. */
  Map<String, Object> reference(String id) {
    return Fields.of("id", id).with("href", address(id)).map();
  }

  List<Map<String, Object>> view() {
    List<Map<String, Object>> view = new ArrayList<>();
    pages.forEach((id, diagnosis) -> view.add(page(id, diagnosis)));
    return view;
  }

  private static String anchor(String id) {
    return "explain-" + id.replaceAll("[^A-Za-z0-9.-]", "-");
  }

  private static Map<String, Object> page(String id, Diagnosis diagnosis) {
    List<Message> messages =
        diagnosis.messages().values().stream().map(diagnosis::example).toList();
    return Fields.of("id", id)
        .with("anchor", anchor(id))
        .with("holds", Commands.parts(diagnosis.holds()))
        .with("symptom", Optional.of(diagnosis.symptom()).filter(text -> !text.isEmpty()))
        .with("about", diagnosis.about().stream().map(Commands::parts).toList())
        .with("hasCauses", Fields.when(!diagnosis.causes().isEmpty()))
        .with("causes", diagnosis.causes().stream().map(Commands::parts).toList())
        .with("hasRemedies", Fields.when(!diagnosis.remedies().isEmpty()))
        .with("remedies", diagnosis.remedies().stream().map(Commands::parts).toList())
        .with("hasMessages", Fields.when(!messages.isEmpty()))
        .with("messages", messages.stream().map(Explanations::message).toList())
        .with(
            "exit",
            diagnosis.exit().stream()
                .map(ExitCode::code)
                .map(String::valueOf)
                .collect(Collectors.joining(" or ")))
        .map();
  }

  private static Map<String, Object> message(Message message) {
    return Fields.of("seen", Commands.parts(message.seen()))
        .with("hasCause", Fields.when(!message.cause().isEmpty()))
        .with("cause", Commands.parts(message.cause()))
        .with("hasNext", Fields.when(!message.next().isEmpty()))
        .with("next", Commands.parts(message.next()))
        .map();
  }

  /** The parts of a problem, for the template of all places that show one. */
  public Map<String, Object> problem(Problem problem, Cut cut) {
    return Fields.of("summary", cut.text(problem.summary()))
        .with("seen", shown(problem.seen(), cut))
        .with("cause", shown(problem.cause(), cut).map(Commands::parts))
        .with("next", shown(problem.next(), cut).map(Commands::parts))
        .with("more", reference(problem.check()))
        .map();
  }

  private static Optional<String> shown(String text, Cut cut) {
    return Optional.of(text).filter(some -> !some.isEmpty()).map(cut::text);
  }
}
