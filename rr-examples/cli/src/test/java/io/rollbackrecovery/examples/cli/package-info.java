/** The command line on real repositories, beside the real git. */
package io.rollbackrecovery.examples.cli;
