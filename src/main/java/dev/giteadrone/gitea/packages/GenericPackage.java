package dev.giteadrone.gitea.packages;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A version of a generic package of a Gitea, by its URL.
 *
 * @param gitea Gitea's root URL without a final slash
 * @param owner the user or organisation that owns it
 * @param name of the package
 * @param version such as a build's number
 */
public record GenericPackage(URI gitea, String owner, String name, String version) {
  private static final Case WRONG_URL = Case.of(ProblemId.REPORT_KEPT, "wrong-url", "url", "seen");
  private static final Case VERSION =
      Case.of(ProblemId.REPORT_KEPT, "with-version", "url", "version");

  // What Gitea accepts as a name; a version may be more, but more is never needed.
  private static final String WORD = "([-+.\\w]{1,100})";
  private static final Pattern PATH =
      Pattern.compile("(.*)/api/packages/" + WORD + "/generic/" + WORD + "/" + WORD + "/?");

  /**
   * Reads a URL such as {@code https://git.my-domain.tld/api/packages/ops/generic/hosts/17}.
   *
   * @throws Failure if it is another one
   */
  public static GenericPackage parse(String url) {
    URI uri = uri(url);
    String scheme = String.valueOf(uri.getScheme());
    if (!(scheme.equals("https") || scheme.equals("http")) || uri.getHost() == null) {
      throw WRONG_URL.failure(url, "it is not one of https or http with a host");
    }
    if (uri.getRawUserInfo() != null) {
      // The user may be a password, so the URL is not shown.
      throw WRONG_URL.failure("of " + uri.getHost(), "it has a user name or a password");
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw WRONG_URL.failure(url, "it has a question mark or a hash");
    }
    Matcher path = PATH.matcher(String.valueOf(uri.getRawPath()));
    if (!path.matches() || hasDots(path)) {
      throw WRONG_URL.failure(url, "it is not the URL of a version of a generic package");
    }
    return new GenericPackage(
        URI.create(scheme + "://" + uri.getRawAuthority() + path.group(1)),
        path.group(2),
        path.group(3),
        path.group(4));
  }

  /**
   * As {@link #parse}, of a URL without a version.
   *
   * @return the URL without a final slash
   */
  public static String withoutVersion(String url) {
    String bare = url.replaceFirst("/+$", "");
    if (PATH.matcher(String.valueOf(uri(bare).getRawPath())).matches()) {
      GenericPackage given = parse(bare);
      throw VERSION.failure(given, given.version());
    }
    GenericPackage unused = parse(bare + "/1");
    return bare;
  }

  private static URI uri(String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      // It may hold a password in any place, so it is not shown.
      throw WRONG_URL.failure("", "it is not a URL");
    }
  }

  private static boolean hasDots(Matcher path) {
    return IntStream.rangeClosed(2, path.groupCount())
        .mapToObj(path::group)
        .anyMatch(word -> word.equals(".") || word.equals(".."));
  }

  /** The path of one of its files below Gitea's root URL. */
  String path(String file) {
    return "api/packages/%s/generic/%s/%s/%s".formatted(owner, name, version, file);
  }

  /** Its URL. */
  @Override
  public String toString() {
    return gitea + "/" + path("").replaceFirst("/$", "");
  }
}
