package io.rollbackrecovery.git.internal.attribution;

import io.rollbackrecovery.core.history.Commit;
import io.rollbackrecovery.core.history.Trailer;
import io.rollbackrecovery.core.session.AttributedCommit;
import io.rollbackrecovery.core.session.Attribution;
import io.rollbackrecovery.core.session.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Attributes a commit by rules in a fixed order; all rules that fire are given as evidence, and the first decides.
 *
 * <ol>
 *   <li>the author is an agent: agent
 *   <li>the author is another machine: automation
 *   <li>the message has a trailer or mark with which agents sign what they made: agent; mixed if a second person is
 *       named as co-author
 *   <li>an editor added its assistant as co-author, or the trailer says that an agent assisted: mixed, since the
 *       person may have written it
 *   <li>the committer is an agent (aider, rebases by agents): mixed
 *   <li>no sign: human
 * </ol>
 */
public final class AttributionRules {
    private AttributionRules() {}

    /** Attributes a commit from what it says itself. */
    public static AttributedCommit attribute(Commit commit) {
        String author = commit.author().toString();
        String committer = commit.committer().toString();
        List<Evidence> evidence = new ArrayList<>();
        Optional<String> agent = AgentSigns.agentOf(author);
        if (agent.isPresent()) {
            evidence.add(new Evidence("author-is-agent", author));
            return new AttributedCommit(commit, Attribution.AGENT, agent, evidence);
        }
        if (AgentSigns.isAutomation(author)) {
            evidence.add(new Evidence("author-is-bot", author));
            return new AttributedCommit(commit, Attribution.AUTOMATION, Optional.empty(), evidence);
        }
        return ofPerson(commit, author, committer, evidence);
    }

    private static AttributedCommit ofPerson(Commit commit, String author, String committer, List<Evidence> evidence) {
        Optional<String> signed = Optional.empty();
        Optional<String> assisted = Optional.empty();
        boolean secondPerson = false;
        for (Trailer trailer : commit.trailers()) {
            String shown = trailer.key() + ": " + trailer.value();
            if (trailer.hasKey("Co-authored-by")) {
                Optional<String> agent = AgentSigns.agentOf(trailer.value());
                if (agent.isEmpty()) {
                    secondPerson |= !AgentSigns.isAutomation(trailer.value())
                            && !trailer.value().equals(author);
                } else if (agent.get().equals("copilot")) {
                    // Editors were seen to add this line to what people typed (microsoft/vscode#313064).
                    assisted = assisted.or(() -> agent);
                    evidence.add(new Evidence("editor-co-author", shown));
                } else {
                    signed = signed.or(() -> agent);
                    evidence.add(new Evidence("agent-co-author", shown));
                }
            } else if (trailer.hasKey("Assisted-by") || trailer.hasKey("AI-Assisted-by")) {
                assisted =
                        assisted.or(() -> AgentSigns.agentOf(trailer.value()).or(() -> Optional.of(trailer.value())));
                evidence.add(new Evidence("assisted-trailer", shown));
            } else if (trailer.hasKey("RR-Agent") || trailer.hasKey("AI-Agent") || trailer.hasKey("Generated-by")) {
                signed = signed.or(() -> AgentSigns.agentOf(trailer.value()).or(() -> Optional.of(trailer.value())));
                evidence.add(new Evidence("agent-trailer", shown));
            }
        }
        for (String line : commit.message().split("\n", -1)) {
            Optional<String> agent = AgentSigns.agentOfMark(line);
            if (agent.isPresent()) {
                signed = signed.or(() -> agent);
                evidence.add(new Evidence("agent-mark", line.strip()));
            }
        }
        if (signed.isPresent()) {
            return new AttributedCommit(commit, secondPerson ? Attribution.MIXED : Attribution.AGENT, signed, evidence);
        }
        Optional<String> committedBy = AgentSigns.agentOf(committer);
        if (committedBy.isPresent()) {
            assisted = assisted.or(() -> committedBy);
            evidence.add(new Evidence("committer-is-agent", committer));
        }
        if (assisted.isPresent()) {
            return new AttributedCommit(commit, Attribution.MIXED, assisted, evidence);
        }
        return new AttributedCommit(
                commit, Attribution.HUMAN, Optional.empty(), List.of(new Evidence("no-sign", author)));
    }
}
