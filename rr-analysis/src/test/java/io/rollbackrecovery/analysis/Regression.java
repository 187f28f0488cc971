package io.rollbackrecovery.analysis;

/** A security regression: a file before and after, and the rule that has to find it. */
record Regression(String name, String rule, String path, String before, String after) {
    @Override
    public String toString() {
        return name;
    }
}
