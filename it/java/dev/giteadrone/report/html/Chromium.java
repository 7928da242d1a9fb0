package dev.giteadrone.report.html;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A real browser without a window. */
public final class Chromium implements AutoCloseable {
  private static final String GET_IT = "apt-get install chromium chromium-driver";

  /** A report is shown light or dark, on a screen or on paper. */
  public enum Look {
    LIGHT,
    DARK,
    PRINT
  }

  /** Selenium warns of each Chromium that is newer than itself; nothing here depends on that. */
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final ChromeDriver driver;
  private final Path profile;

  private Chromium(ChromeDriver driver, Path profile) {
    this.driver = driver;
    this.profile = profile;
  }

  /** Starts it. What it writes is below the folder {@code target} until it is closed. */
  public static Chromium start() throws IOException {
    SELENIUM.setLevel(Level.SEVERE);
    Path profile = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "chromium-");
    ChromeOptions options = new ChromeOptions();
    options.setBinary(program("chromium", "google-chrome", "google-chrome-stable").toString());
    options.addArguments(
        "--headless=new",
        "--user-data-dir=" + profile,
        "--no-first-run",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--lang=en");
    if ("root".equals(System.getProperty("user.name"))) {
      options.addArguments("--no-sandbox"); // which Chromium cannot have as root
    }
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(program("chromedriver").toFile())
            .usingAnyFreePort()
            .withTimeout(LIMIT)
            .build();
    ChromeDriver driver = new ChromeDriver(service, options);
    driver.manage().timeouts().scriptTimeout(LIMIT);
    return new Chromium(driver, profile);
  }

  private static Path program(String... names) {
    for (String name : names) {
      for (String folder :
          Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator, -1)) {
        Path file = Path.of(folder, name);
        if (Files.isExecutable(file)) {
          return file;
        }
      }
    }
    throw new IllegalStateException("no " + names[0] + " on PATH: " + GET_IT);
  }

  /** Opens a file, and forgets what was logged before. */
  public void open(Path file, int width, Look look) throws IOException {
    messages();
    Map<String, Object> metrics = new HashMap<>();
    metrics.put("width", width);
    metrics.put("height", 900);
    metrics.put("deviceScaleFactor", 1);
    metrics.put("mobile", false);
    driver.executeCdpCommand("Emulation.setDeviceMetricsOverride", metrics);
    show(look);
    driver.get(file.toUri().toString());
  }

  /** Changes how the open page is shown. */
  public void show(Look look) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "media",
            look == Look.PRINT ? "print" : "screen",
            "features",
            List.of(
                Map.of(
                    "name",
                    "prefers-color-scheme",
                    "value",
                    look == Look.DARK ? "dark" : "light"))));
  }

  /** The value of an expression in the open page. */
  public Object value(String expression, Object... arguments) {
    return Objects.requireNonNull(
        driver.executeScript("return " + expression, arguments), expression);
  }

  /** The same of an expression that gives a number. */
  public long number(String expression, Object... arguments) {
    return ((Number) value(expression, arguments)).longValue();
  }

  /** The same of an expression that gives texts. */
  public List<String> texts(String expression, Object... arguments) {
    return ((List<?>) value(expression, arguments)).stream().map(String::valueOf).toList();
  }

  /** Unfolds all that is folded in the open page. */
  public void unfold() {
    value("(document.querySelectorAll('details').forEach(d => d.open = true), 1)");
  }

  /** The elements of the open page that stick out of the window. */
  public List<String> outside() {
    return texts(
        "[...document.querySelectorAll('body *')].filter(e => {"
            + " const r = e.getBoundingClientRect();"
            + " return r.width > 0 && !e.matches('.skip')"
            + " && (r.left < -1 || r.right > document.documentElement.clientWidth + 1); })"
            + ".map(e => e.outerHTML.slice(0, 200))");
  }

  /** Runs the rules of axe-core, and says what breaks them. */
  public List<String> axe() throws IOException {
    try (var in = Objects.requireNonNull(Chromium.class.getResourceAsStream("/axe.min.js"))) {
      driver.executeScript(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
    Object found =
        driver.executeAsyncScript(
            "const done = arguments[arguments.length - 1];"
                + "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa',"
                + " 'wcag22aa', 'best-practice'], resultTypes: ['violations']})"
                + ".then(r => done(r.violations.flatMap(v => v.nodes.map(n =>"
                + " v.id + ': ' + n.target + ': ' + n.failureSummary))),"
                + " e => done(['axe: ' + e]))");
    return ((List<?>) Objects.requireNonNull(found)).stream().map(String::valueOf).toList();
  }

  /** Presses a key where the focus is. */
  public void press(Keys key) {
    focused().sendKeys(key);
  }

  /** What has the focus. */
  public WebElement focused() {
    return driver.switchTo().activeElement();
  }

  /** The addresses that were asked for, and violations of the page's policy. */
  public List<String> messages() throws IOException {
    List<String> all = new ArrayList<>();
    for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
      JsonNode message = JSON.readTree(entry.getMessage()).at("/message");
      if (message.at("/method").asText().equals("Network.requestWillBeSent")) {
        all.add(message.at("/params/request/url").asText());
      }
    }
    driver.manage().logs().get(LogType.BROWSER).getAll().forEach(e -> all.add(e.getMessage()));
    return all;
  }

  @Override
  public void close() throws IOException {
    driver.quit();
    try (Stream<Path> files = Files.walk(profile)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (UncheckedIOException | NoSuchFileException | DirectoryNotEmptyException e) {
      // Its last processes may still write or delete something; target is not kept.
    }
  }
}
