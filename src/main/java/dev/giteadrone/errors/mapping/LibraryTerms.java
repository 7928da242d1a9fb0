package dev.giteadrone.errors.mapping;

import dev.giteadrone.model.result.Problem;
import dev.giteadrone.result.ProblemDetails;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts the names of the library into messages that were written for the command line, so that each
 * message is written once. Commands and options become methods.
 */
public enum LibraryTerms {
  /** For a host with a configuration file. The keys are what its user has written. */
  FILE,

  /** For a host that is described in code. Keys that a method sets become that method. */
  CODE;

  private static final List<Term> OPTIONS =
      List.of(
          term("gitea-drone verify --level login", "verify() at level(VerifyLevel.LOGIN)"),
          term("gitea-drone verify --level basic", "verify() at level(VerifyLevel.BASIC)"),
          term("gitea-drone verify", "verify()"),
          term("gitea-drone bootstrap --allow-rotate", "bootstrap() with allowRotate()"),
          term("gitea-drone bootstrap", "bootstrap()"),
          term("gitea-drone plan", "plan()"),
          term("run the same command again", "call it again"),
          term("the file with --config", "the file in GiteaDrone.config(file)"),
          term("--timeout", "timeout(limit)"),
          term("--ca-cert", "caCertificate(pem)"),
          term("--allow-rotate", "allowRotate()"),
          term("--allow-plain-http", "allowPlainHttp()"),
          term("--deploy-anyway", "deployAnyway()"),
          // Those of 'sandbox up', for servers that a test reuses.
          term("name another one with --name", "give another name in reuse"),
          term("--runners", "runners"),
          term("--profile", "profile"));

  private static final List<Term> KEYS =
      List.of(
          term("gitea.admin.username", "admin(username)"),
          term("gitea.admin.email", "email(address)"),
          term("gitea.admin.cli", "giteaCli(command)"),
          term("drone.runners", "runners(kinds)"),
          term("secrets.file", "secrets(hostFile)"),
          term("secrets.key", "secretsKey(key)"),
          term("secrets.admin", "adminSecrets(adminFile)"),
          term("deploy.command", "deploy(command)"));

  private record Term(Pattern pattern, String library) {}

  /** What a user of the library sees of a problem. */
  public ProblemDetails details(Problem problem) {
    return new ProblemDetails(
        problem.check(),
        text(problem.summary()),
        text(problem.seen()),
        text(problem.cause()),
        text(problem.next()));
  }

  private String text(String commandLine) {
    String text = commandLine;
    for (Term term : OPTIONS) {
      text = replaced(text, term);
    }
    if (this == CODE) {
      for (Term term : KEYS) {
        text = replaced(text, term);
      }
    }
    return text;
  }

  private static String replaced(String text, Term term) {
    return term.pattern().matcher(text).replaceAll(Matcher.quoteReplacement(term.library()));
  }

  /** A term as a whole word: no part of a longer option, key, or file name. */
  private static Term term(String commandLine, String library) {
    return new Term(
        Pattern.compile("(?<![\\w./-])" + Pattern.quote(commandLine) + "(?![\\w-]|\\.\\w)"),
        library);
  }
}
