package dev.giteadrone.report.html;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A real browser without a window. */
public final class Chromium implements AutoCloseable {
  private static final String GET_IT = "apt-get install chromium chromium-driver";

  /** A report is shown light or dark, on a screen or on paper. */
  enum Look {
    LIGHT,
    DARK,
    PRINT
  }

  private final ChromeDriver driver;

  private Chromium(ChromeDriver driver) {
    this.driver = driver;
  }

  /**
   * Starts it.
   *
   * @param profile a folder for what it writes
   */
  public static Chromium start(Path profile) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(program("chromium", "google-chrome", "google-chrome-stable").toString());
    options.addArguments(
        "--headless=new",
        "--user-data-dir=" + profile.toAbsolutePath(),
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
            .build();
    return new Chromium(new ChromeDriver(service, options));
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
  void open(Path file, int width, Look look) {
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
  void show(Look look) {
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
  Object value(String expression, Object... arguments) {
    return Objects.requireNonNull(
        driver.executeScript("return " + expression, arguments), expression);
  }

  /** The same of an expression that gives a number. */
  long number(String expression, Object... arguments) {
    return ((Number) value(expression, arguments)).longValue();
  }

  /** The same of an expression that gives texts. */
  List<String> texts(String expression, Object... arguments) {
    return ((List<?>) value(expression, arguments)).stream().map(String::valueOf).toList();
  }

  /** Runs the rules of axe-core, and says what breaks them. */
  List<String> axe() throws IOException {
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
  void press(Keys key) {
    focused().sendKeys(key);
  }

  WebElement focused() {
    return driver.switchTo().activeElement();
  }

  WebElement body() {
    return driver.findElement(By.tagName("body"));
  }

  /** The addresses that were asked for, and violations of the page's policy. */
  List<String> messages() {
    List<String> all = new ArrayList<>();
    driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
        .map(entry -> entry.getMessage())
        .filter(message -> message.contains("\"Network.requestWillBeSent\""))
        .map(message ->
            message.replaceFirst(
                "(?s).*\"documentURL\":\"([^\"]*)\".*\"request\":\\{.*?\"url\":\"([^\"]*)\".*",
                "$2"))
        .forEach(all::add);
    driver.manage().logs().get(LogType.BROWSER).getAll().forEach(e -> all.add(e.getMessage()));
    return all;
  }

  /** The whole page as a PNG. */
  byte[] picture() {
    Object data =
        driver
            .executeCdpCommand(
                "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true))
            .get("data");
    return Base64.getDecoder().decode(String.valueOf(data));
  }

  @Override
  public void close() {
    driver.quit();
  }

  /** Deletes what it has written. */
  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
