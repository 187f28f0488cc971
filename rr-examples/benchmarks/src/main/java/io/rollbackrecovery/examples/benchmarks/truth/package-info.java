/** The graph of code beside what compilers say: how much of it RR finds, and how much of what it finds is right. */
@NullMarked
package io.rollbackrecovery.examples.benchmarks.truth;

import org.jspecify.annotations.NullMarked;
