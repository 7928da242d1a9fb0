package dev.giteadrone.bench;

import static dev.giteadrone.bench.Unit.COUNT;
import static dev.giteadrone.bench.Unit.MEGABYTES;
import static dev.giteadrone.bench.Unit.SECONDS;

/** What is measured: a row of the table each, in its order. */
enum Measure {
  SCRIPT_WALL("script.wall", "shell script", "wall", SECONDS, "", Target.NONE),
  SCRIPT_CPU("script.cpu", "shell script", "CPU", SECONDS, "", Target.NONE),
  VERIFY_WALL("verify.wall", "verify --level basic", "wall", SECONDS, "script", Target.ratio(1)),
  VERIFY_CPU("verify.cpu", "verify --level basic", "CPU", SECONDS, "script", Target.ratio(1.5)),
  PLAN_WALL("plan.wall", "plan", "wall", SECONDS, "script", Target.ratio(1)),
  PLAN_CPU("plan.cpu", "plan", "CPU", SECONDS, "script", Target.ratio(1.5)),
  VERSION_WALL("version.wall", "--version", "wall", SECONDS, "script", Target.value(0.120)),
  VERSION_CPU("version.cpu", "--version", "CPU", SECONDS, "script", Target.value(0.100)),
  HELP_WALL("help.wall", "--help", "wall", SECONDS, "script", Target.NONE),
  HELP_CPU("help.cpu", "--help", "CPU", SECONDS, "script", Target.NONE),
  EXPLAIN_WALL("explain.wall", "explain drone.rpc-secret", "wall", SECONDS, "script", Target.NONE),
  EXPLAIN_CPU("explain.cpu", "explain drone.rpc-secret", "CPU", SECONDS, "script", Target.NONE),
  RERUN_REQUESTS(
      "rerun.requests", "bootstrap, second run", "requests", COUNT, "", Target.value(10)),
  RERUN_MEMORY("rerun.memory", "bootstrap, second run", "memory", MEGABYTES, "", Target.value(80)),
  CANARY_WALL(
      "canary.wall", "blank host to canary", "wall", SECONDS, "servers", Target.ratio(1.15)),
  WIRED_START("start.wired", "start of a wired pair", "wall", SECONDS, "blank", Target.ratio(2.5)),
  BOOTSTRAPPED_START(
      "start.bootstrapped", "start and bootstrap", "wall", SECONDS, "blank", Target.NONE),
  HOSTS_200_WALL("hosts.200.wall", "verify of 200 hosts", "wall", SECONDS, "loop", Target.NONE),
  HOSTS_200_CPU("hosts.200.cpu", "verify of 200 hosts", "CPU", SECONDS, "loop", Target.NONE),
  HOSTS_200_MEMORY(
      "hosts.200.memory", "verify of 200 hosts", "memory", MEGABYTES, "", Target.value(512)),
  HOSTS_1000_WALL("hosts.1000.wall", "verify of 1,000 hosts", "wall", SECONDS, "loop", Target.NONE),
  HOSTS_1000_CPU("hosts.1000.cpu", "verify of 1,000 hosts", "CPU", SECONDS, "loop", Target.NONE),
  HOSTS_1000_MEMORY(
      "hosts.1000.memory", "verify of 1,000 hosts", "memory", MEGABYTES, "", Target.value(512)),
  // At least 0.8 times as many hosts a second as the loop.
  HOSTS_2000_WALL(
      "hosts.2000.wall", "verify of 2,000 hosts", "wall", SECONDS, "loop", Target.ratio(1.25)),
  HOSTS_2000_TUNED(
      "hosts.2000.tuned", "verify of 2,000 hosts", "wall", SECONDS, "tuned loop", Target.NONE),
  HOSTS_2000_CPU("hosts.2000.cpu", "verify of 2,000 hosts", "CPU", SECONDS, "loop", Target.NONE),
  HOSTS_2000_MEMORY(
      "hosts.2000.memory", "verify of 2,000 hosts", "memory", MEGABYTES, "", Target.value(512));

  private final String key;
  private final String subject;
  private final String quantity;
  private final Unit unit;
  private final String base;
  private final Target.Of limited;
  private final double limit;

  Measure(String key, String subject, String quantity, Unit unit, String base, Target target) {
    this.key = key;
    this.subject = subject;
    this.quantity = quantity;
    this.unit = unit;
    this.base = base;
    this.limited = target.of();
    this.limit = target.limit();
  }

  /** Whether it belongs to a run over many hosts. */
  boolean isOfManyHosts() {
    return key.startsWith("hosts.");
  }

  /** Its name in the file. */
  String key() {
    return key;
  }

  /** What ran. */
  String subject() {
    return subject;
  }

  /** What of it was measured. */
  String quantity() {
    return quantity;
  }

  Unit unit() {
    return unit;
  }

  /** What the ratio is of; empty if there is none. */
  String base() {
    return base;
  }

  Target target() {
    return new Target(limited, limit);
  }

  String describe() {
    return subject + ", " + quantity;
  }
}
