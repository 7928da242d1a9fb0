/** One command on many hosts: its options, its table, and the commands for its reports. */
@NullMarked
package dev.giteadrone.cli.fleet;

import org.jspecify.annotations.NullMarked;
