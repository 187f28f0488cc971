package io.rollbackrecovery.playbook;

import java.util.Optional;

/** What a case is opened with. Immutable; the methods that change a request return a new one. */
public final class CaseRequest {
    private final Symptom symptom;
    private final String what;
    private final Optional<String> target;
    private final Optional<String> evidence;

    private CaseRequest(Symptom symptom, String what, Optional<String> target, Optional<String> evidence) {
        this.symptom = symptom;
        this.what = what;
        this.target = target;
        this.evidence = evidence;
    }

    /**
     * Says that something is wrong.
     *
     * @param symptom how it was noticed
     * @param what what is wrong, in one line; the case's id is made of it
     * @return the request: about what happened last, without evidence
     * @throws IllegalArgumentException if {@code what} is blank or has more than one line
     */
    public static CaseRequest of(Symptom symptom, String what) {
        if (what.isBlank() || what.lines().count() > 1) {
            throw new IllegalArgumentException("a case needs one line that says what is wrong: '" + what + "'");
        }
        return new CaseRequest(symptom, what.strip(), Optional.empty(), Optional.empty());
    }

    /**
     * Says what the case is about.
     *
     * @param revisionRangeOrSession a session's id, a revision, or a range {@code A..B}
     * @return the changed request
     */
    public CaseRequest about(String revisionRangeOrSession) {
        return new CaseRequest(symptom, what, Optional.of(revisionRangeOrSession), evidence);
    }

    /**
     * Adds what shows that something is wrong.
     *
     * @param text for example the log of a failed check; kept in the case's record
     * @return the changed request
     */
    public CaseRequest evidence(String text) {
        return new CaseRequest(symptom, what, target, Optional.of(text));
    }

    /**
     * Gives the symptom.
     *
     * @return how it was noticed
     */
    public Symptom symptom() {
        return symptom;
    }

    /**
     * Gives what is wrong.
     *
     * @return one line
     */
    public String what() {
        return what;
    }

    /**
     * Gives what the case is about.
     *
     * @return a session, revision or range; empty for what happened last
     */
    public Optional<String> target() {
        return target;
    }

    /**
     * Gives the evidence.
     *
     * @return the text; empty if there is none
     */
    public Optional<String> evidence() {
        return evidence;
    }
}
