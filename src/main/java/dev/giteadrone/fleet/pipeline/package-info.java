/** The pipeline with which Drone runs many hosts over many machines. */
@NullMarked
package dev.giteadrone.fleet.pipeline;

import org.jspecify.annotations.NullMarked;
