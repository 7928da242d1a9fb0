package dev.giteadrone.cli.fleet;

import picocli.CommandLine.Command;

/** What can be done with reports that were written before. */
@Command(
    addMethodSubcommands = false,
    mixinStandardHelpOptions = true,
    name = "report",
    synopsisSubcommandLabel = "COMMAND",
    description = "Joins the reports of several machines. Needs no network.")
public final class ReportCommand {}
