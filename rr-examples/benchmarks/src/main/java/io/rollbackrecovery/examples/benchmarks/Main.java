package io.rollbackrecovery.examples.benchmarks;

import io.rollbackrecovery.examples.benchmarks.checkpoint.CheckpointReport;
import io.rollbackrecovery.examples.benchmarks.code.ColdGraphReport;
import io.rollbackrecovery.examples.benchmarks.code.IncrementalReport;
import io.rollbackrecovery.examples.benchmarks.graph.GraphReport;
import io.rollbackrecovery.examples.benchmarks.hostile.HostileReport;
import io.rollbackrecovery.examples.benchmarks.revert.DependentsReport;
import io.rollbackrecovery.examples.benchmarks.revert.RevertReport;
import io.rollbackrecovery.examples.benchmarks.revert.RevertsAgainstGit;
import io.rollbackrecovery.examples.benchmarks.revert.RevertsThatCompile;
import io.rollbackrecovery.examples.benchmarks.risk.RiskReport;
import io.rollbackrecovery.examples.benchmarks.scale.MemoryReport;
import io.rollbackrecovery.examples.benchmarks.truth.JavaTruthReport;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;

/** Runs one of the benchmarks and prints its tables as they stand in {@code docs/benchmarks.md}. */
public final class Main {
    private static final String USAGE = """
        bench graph [INPUT ...]           the graph beside JGraphT and Guava; by default code-1000 to code-1000000
        bench graph-memory [INPUT ...]    what the graphs keep of the heap
        bench revert [FILES ...]          planning reverts beside git; by default 500, 10000, 50000, 100000 files
        bench revert-growth               how that grows with the history, the change, the number of commits
        bench checkpoint [FILES]          a checkpoint of 50000 files beside git
        bench memory [FILES COMMITS [VERB ..]]
                                          verbs of rr with -Xmx512m on 100000 files and 100000 commits
        bench reverts-against-git [--cases N] [--later N] [--seed N] [--merge-tree] REPOSITORY ...
                                          RR's reverts of real commits compared with git's
        bench reverts-that-compile [--cases N] [--skip N] [--seed N] [--later N,N] [--sources FOLDER,FOLDER]
            [--classpath JARS] [--whole] [--likely] [--foreseen] [--save FILE] [--only FILE] [--log FILE] REPOSITORY ...
                                          what javac says of reverts that are clean as text, and of consistent ones
        bench dependents [--cases N] [--later N] [--seed N] [--no-git] REPOSITORY ...
                                          reverts of real commits with what must come along
        bench risks [--commits N] [--seed N] [--list high|warn|note] REPOSITORY ...
                                          what the risk rules find in ordinary commits
        bench risks --undone EXPRESSION [--only ID,ID..] REPOSITORY ...
                                          and in taking back commits whose message has it, such as security fixes
        bench cold-graph [--files N] [--node FOLDER] [--python EXECUTABLE] [REPOSITORY ...]
                                          rr graph as a whole process, beside jdeps, madge, dependency-cruiser, grimp
        bench incremental-graph [--commits N] [REPOSITORY ...]
                                          one more commit, in process and as a new one with a cache
        bench java-truth [--sources FOLDER,FOLDER] [--classpath JARS] [--show N] REPOSITORY ...
                                          rr graph beside javac's trees and jdeps: recall, precision, what differs
        bench hostile [--rr LAUNCHER] [--verbs VERB,VERB] [SCENE[=SIZE] ...]
                                          verbs of rr on repositories made to break them; by default all, in full size
        An INPUT is code-N, random-N, or a file with the lines of `rr graph --format tsv`.
        """;

    private Main() {}

    /**
     * Runs it.
     *
     * @param arguments the benchmark's name and what it takes
     * @throws Exception if a benchmark cannot be run
     */
    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        if (arguments.length == 0) {
            out.print(USAGE);
            return;
        }
        List<String> rest = Arrays.asList(arguments).subList(1, arguments.length);
        switch (arguments[0]) {
            case "graph" -> out.print(GraphReport.times(rest));
            case "graph-memory" -> out.print(GraphReport.memory(rest));
            case "revert" -> out.print(RevertReport.times(rest));
            case "revert-growth" -> out.print(RevertReport.growth());
            case "checkpoint" -> out.print(CheckpointReport.times(rest));
            case "memory" -> out.print(MemoryReport.memory(rest));
            case "reverts-against-git" -> out.print(RevertsAgainstGit.report(rest));
            case "reverts-that-compile" -> out.print(RevertsThatCompile.report(rest));
            case "dependents" -> out.print(DependentsReport.report(rest));
            case "risks" -> out.print(RiskReport.report(rest));
            case "cold-graph" -> out.print(ColdGraphReport.report(rest));
            case "incremental-graph" -> out.print(IncrementalReport.report(rest));
            case "java-truth" -> out.print(JavaTruthReport.report(rest));
            case "hostile" -> out.print(HostileReport.report(rest));
            default -> out.print(USAGE);
        }
    }
}
