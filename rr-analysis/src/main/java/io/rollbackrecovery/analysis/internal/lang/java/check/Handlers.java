package io.rollbackrecovery.analysis.internal.lang.java.check;

import io.rollbackrecovery.analysis.internal.lang.java.check.Members.Call;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Which checked exceptions the code at a place may throw, and which it does. Used by one thread. */
final class Handlers {
    private final Assignability assignability;
    private final List<Frame> frames = new ArrayList<>();

    Handlers(Assignability assignability) {
        this.assignability = assignability;
    }

    /** A method's body, a block that is tried, or a function. */
    private static final class Frame {
        /** What is taken; empty if that is not known. */
        private final Optional<List<Ty>> taken;

        private final List<Ty> thrown = new ArrayList<>();
        private boolean unknown;

        Frame(Optional<List<Ty>> taken) {
            this.taken = taken;
        }
    }

    /** Begins code whose exceptions of some types are taken. */
    void open(Collection<Ty> taken) {
        frames.add(new Frame(Optional.of(List.copyOf(taken))));
    }

    /** Begins code that may throw what it likes. */
    void openForAll() {
        frames.add(new Frame(Optional.empty()));
    }

    /** How much is begun and not ended. */
    int depth() {
        return frames.size();
    }

    /** Ends what was begun last until only so much is left. */
    void closeTo(int depth) {
        while (frames.size() > depth) {
            frames.remove(frames.size() - 1);
        }
    }

    /** Ends what was begun last, and gives what is taken there although nothing throws it. */
    List<Ty> close() {
        Frame frame = frames.remove(frames.size() - 1);
        if (frame.unknown || frame.taken.isEmpty()) {
            return List.of();
        }
        return frame.taken.get().stream()
                .filter(this::mustBeThrown)
                .filter(taken -> frame.thrown.stream()
                        .allMatch(thrown ->
                                assignability.neverFits(thrown, taken) && assignability.neverFits(taken, thrown)))
                .toList();
    }

    /** Notes that here something may be thrown of which nothing is known. */
    void unknown() {
        frames.forEach(frame -> frame.unknown = true);
    }

    /** Notes a call, and gives what it throws for certain and nobody takes. */
    List<Ty> notTaken(Call call) {
        if (call.thrown().isEmpty()) {
            unknown();
            return List.of();
        }
        List<Ty> left = new ArrayList<>();
        for (Ty thrown : call.thrown().get()) {
            frames.forEach(frame -> frame.thrown.add(thrown));
            if (call.certain()
                    && isChecked(thrown)
                    && !frames.isEmpty()
                    && frames.stream().noneMatch(frame -> takes(frame, thrown))) {
                left.add(thrown);
            }
        }
        return left;
    }

    private boolean takes(Frame frame, Ty thrown) {
        return frame.taken.isEmpty()
                || frame.taken.get().stream().anyMatch(taken -> !assignability.neverFits(thrown, taken));
    }

    private boolean isChecked(Ty type) {
        return !assignability.neverFits(type, Ty.Platform.of(Exception.class))
                && assignability.neverFits(type, Ty.Platform.of(RuntimeException.class))
                && type != Ty.Other.UNKNOWN;
    }

    /** Whether a compiler refuses to catch it where it cannot come. */
    private boolean mustBeThrown(Ty type) {
        return isChecked(type)
                && assignability.neverFits(Ty.Platform.of(RuntimeException.class), type)
                && assignability.neverFits(Ty.Platform.of(Error.class), type);
    }
}
