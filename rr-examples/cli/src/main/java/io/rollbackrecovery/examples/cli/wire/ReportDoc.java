package io.rollbackrecovery.examples.cli.wire;

/** A report of a case, in Markdown. The first component is written without its underscore. */
public record ReportDoc(String case_, String markdown) {}
