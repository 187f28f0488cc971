package io.rollbackrecovery.analysis.risk;

/** What a rule looks at. More may come. */
public enum RiskTrigger {
    /** Files by their path. */
    CHANGED_PATH,
    /** Code that was not there before. */
    ADDED_CODE,
    /** Code that is gone. */
    REMOVED_CODE,
    /** Conditions that decide something else. */
    CONDITION,
    /** Functions by their name, once what they do is changed. */
    DECLARATION,
    /** Keys, tokens and passwords. */
    SECRET,
    /** Characters that cannot be seen or turn the reading direction, and names in two scripts. */
    HIDDEN_CHARACTER,
    /** SQL that is put together from pieces. */
    SQL_FROM_PIECES,
    /** Tests that were deleted or are skipped, together with other changes. */
    TEST_GONE,
    /** What a pipeline may do: its permissions, and what others' texts can make it run. */
    PIPELINE,
    /** Files that cannot be read as text, by what they are. */
    BINARY,
    /** Symbolic links, submodules and the permission to be executed. */
    FILE_KIND,
    /** Dependencies: where they come from, and what runs when they are installed. */
    DEPENDENCY
}
