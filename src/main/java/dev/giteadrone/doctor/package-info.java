/**
 * The command {@code doctor}: examines this machine, the files and both servers. It only reads, and
 * a failed examination is a line, never an exception.
 */
@NullMarked
package dev.giteadrone.doctor;

import org.jspecify.annotations.NullMarked;
