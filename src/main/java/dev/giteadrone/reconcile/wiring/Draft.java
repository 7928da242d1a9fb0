package dev.giteadrone.reconcile.wiring;

import dev.giteadrone.model.plan.Refusal;
import dev.giteadrone.model.plan.Stage;
import dev.giteadrone.reconcile.Plan;
import dev.giteadrone.reconcile.Step;
import java.util.ArrayList;
import java.util.List;

/** The plan of the wiring stage while it is being built. */
final class Draft {
  final List<Step> steps = new ArrayList<>();
  final List<Refusal> refusals = new ArrayList<>();
  final List<String> warnings = new ArrayList<>();

  Plan plan() {
    return new Plan(Stage.WIRING, steps, refusals, warnings);
  }
}
