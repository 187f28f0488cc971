package io.rollbackrecovery.playbook;

import io.rollbackrecovery.core.check.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is verified, by what. Immutable; the methods that change a request return a new one.
 *
 * <pre>{@code
 * VerifyRequest.of(List.of(
 *                 Check.command("python", "-m", "pytest", "tests/").named(Verification.TESTS),
 *                 Check.command("ruff", "check", ".").named(Verification.LINTER),
 *                 Check.command("gitleaks", "detect", "--source=.").named(Verification.SECRETS)))
 *         .confirmedBy("Ada", "the dashboard shows the right numbers again")
 * }</pre>
 */
public final class VerifyRequest {
    private final List<Check> checks;
    private final List<Verification> byPeople;

    private VerifyRequest(List<Check> checks, List<Verification> byPeople) {
        this.checks = List.copyOf(checks);
        this.byPeople = List.copyOf(byPeople);
    }

    /**
     * Asks for checks to be run over {@code HEAD}.
     *
     * @param checks each named after what it verifies, see {@link Verification#REQUIRED}; several may have one name
     * @return the request: nobody has confirmed, nothing is waived
     */
    public static VerifyRequest of(List<Check> checks) {
        return new VerifyRequest(checks, List.of());
    }

    /**
     * Adds that a person looked and found that what was broken is right again.
     *
     * @param who the person's name
     * @param what what was looked at
     * @return the changed request
     * @throws IllegalArgumentException if one of the two is blank
     */
    public VerifyRequest confirmedBy(String who, String what) {
        return with(Verification.PERSON, Verification.Result.PASSED, who, what);
    }

    /**
     * Adds that a person looked and found that it is still broken.
     *
     * @param who the person's name
     * @param what what was seen
     * @return the changed request
     * @throws IllegalArgumentException if one of the two is blank
     */
    public VerifyRequest deniedBy(String who, String what) {
        return with(Verification.PERSON, Verification.Result.FAILED, who, what);
    }

    /**
     * Gives one verification up. The case can then be closed, but not as recovered.
     *
     * @param name what is not verified
     * @param who who decided so
     * @param why the reason
     * @return the changed request
     * @throws IllegalArgumentException if one of them is blank
     */
    public VerifyRequest waive(String name, String who, String why) {
        return with(name, Verification.Result.WAIVED, who, why);
    }

    private VerifyRequest with(String name, Verification.Result result, String who, String why) {
        if (name.isBlank() || who.isBlank() || why.isBlank()) {
            throw new IllegalArgumentException("who verified or waived what, and why, must be said");
        }
        List<Verification> more = new ArrayList<>(byPeople);
        more.add(new Verification(name, result, who.strip() + ": " + why.strip()));
        return new VerifyRequest(checks, more);
    }

    /**
     * Gives the checks.
     *
     * @return in the order in which they are run
     */
    public List<Check> checks() {
        return checks;
    }

    /**
     * Gives what people said.
     *
     * @return confirmed, denied and waived
     */
    public List<Verification> byPeople() {
        return byPeople;
    }

    /** What a person said of a name, if anything; the last word counts. */
    Optional<Verification> saidOf(String name) {
        return byPeople.stream().filter(each -> each.name().equals(name)).reduce((first, second) -> second);
    }
}
