package io.rollbackrecovery.git.internal.merge;

import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.plan.ConflictKind;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * A path that the merge has to think about. It begins as what the three trees have there; following a rename gives it
 * versions that came from another path.
 */
final class OpenPath {
    final RepoPath path;
    /** What ours really has here, before renames are followed. */
    final Optional<Version> inOurs;
    /** On which sides it is a folder. */
    final int folders;

    private final Map<Side, Version> versions = new EnumMap<>(Side.class);
    private final Map<Side, RepoPath> names = new EnumMap<>(Side.class);
    /** Which two sides were the same before renames were followed, as bits; 0 if none. */
    private int same;
    /** Settled by a rename: nothing is to be at this path. */
    private boolean gone;

    private boolean reported;
    /** Set if a rename made a conflict of it that does not depend on the content. */
    private Optional<ConflictKind> conflict = Optional.empty();

    OpenPath(RepoPath path, Map<Side, Version> entries) {
        this.path = path;
        int trees = 0;
        for (Map.Entry<Side, Version> entry : entries.entrySet()) {
            if (entry.getValue().isTree()) {
                trees |= entry.getKey().bit;
            } else {
                versions.put(entry.getKey(), entry.getValue());
            }
        }
        this.folders = trees;
        this.inOurs = version(Side.OURS);
        for (Side side : Side.values()) {
            names.put(side, path);
        }
        if (isSame(Side.BASE, Side.OURS)) {
            same = Side.BASE.bit | Side.OURS.bit;
        } else if (isSame(Side.BASE, Side.THEIRS)) {
            same = Side.BASE.bit | Side.THEIRS.bit;
        } else if (isSame(Side.OURS, Side.THEIRS)) {
            same = Side.OURS.bit | Side.THEIRS.bit;
        }
    }

    private boolean isSame(Side one, Side two) {
        Version version = versions.get(one);
        return version != null && version.equals(versions.get(two));
    }

    Optional<Version> version(Side side) {
        return Optional.ofNullable(versions.get(side));
    }

    /** The path that a side has the content at. */
    RepoPath name(Side side) {
        return names.getOrDefault(side, path);
    }

    boolean has(Side side) {
        return versions.containsKey(side);
    }

    /** On which sides it is a file, link or submodule, as bits. */
    int mask() {
        int mask = 0;
        for (Side side : versions.keySet()) {
            mask |= side.bit;
        }
        return mask;
    }

    int same() {
        return same;
    }

    /** Reported as a conflict already, together with others. */
    boolean isReported() {
        return reported;
    }

    void settleAsReported() {
        reported = true;
    }

    boolean isGone() {
        return gone;
    }

    Optional<ConflictKind> conflict() {
        return conflict;
    }

    /** Takes over what another path has on a side. */
    void adopt(Side side, OpenPath from) {
        from.version(side).ifPresent(version -> versions.put(side, version));
        names.put(side, from.path);
    }

    /** Gives this path another place, as the rename of a folder suggests it: what each side has stays where it is. */
    OpenPath movedTo(RepoPath place) {
        OpenPath moved = new OpenPath(place, Map.of());
        moved.takeOver(this);
        return moved;
    }

    /** Adds the versions of a path that was moved here. */
    void takeOver(OpenPath from) {
        versions.putAll(from.versions);
        for (Side side : from.versions.keySet()) {
            names.put(side, from.name(side));
        }
    }

    void set(Side side, Version version) {
        versions.put(side, version);
    }

    void drop(Side side) {
        versions.remove(side);
    }

    void settleAsGone() {
        gone = true;
    }

    void markConflict(ConflictKind kind) {
        conflict = Optional.of(kind);
    }
}
