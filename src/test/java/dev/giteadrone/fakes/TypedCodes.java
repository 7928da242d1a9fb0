package dev.giteadrone.fakes;

import dev.giteadrone.model.secret.SecondFactor;
import dev.giteadrone.model.secret.Secret;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** Somebody who types these codes, one at a time, and none after them. */
public final class TypedCodes implements SecondFactor {
  private final Queue<String> codes;
  private final List<String> questions = new ArrayList<>();

  public TypedCodes(String... codes) {
    this.codes = new ArrayDeque<>(List.of(codes));
  }

  @Override
  public boolean canAsk() {
    return true;
  }

  @Override
  public Optional<Secret> ask(String user, boolean again) {
    questions.add(user + (again ? " again" : ""));
    return Optional.ofNullable(codes.poll()).map(Secret::of);
  }

  /** What was asked for so far. */
  public List<String> questions() {
    return questions;
  }
}
