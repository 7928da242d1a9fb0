package dev.giteadrone.cli.fleet;

import dev.giteadrone.model.secret.SecondFactor;
import dev.giteadrone.model.secret.Secret;
import java.util.Optional;

/** Asks for a code on behalf of one of many hosts, and names it. */
final class HostSecondFactor implements SecondFactor {
  private final SecondFactor terminal;
  private final FleetScreen screen;
  private final String name;

  HostSecondFactor(SecondFactor terminal, FleetScreen screen, String name) {
    this.terminal = terminal;
    this.screen = screen;
    this.name = name;
  }

  @Override
  public boolean canAsk() {
    return terminal.canAsk();
  }

  @Override
  public Optional<Secret> ask(String user, boolean again) {
    return screen.ask(name, () -> terminal.ask(user, again));
  }
}
