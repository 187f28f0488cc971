package io.rollbackrecovery.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RunContextTest {
    @Test
    void cancellingRunsEveryActionOnceAndEndsCalls() {
        Cancellation cancellation = new Cancellation();
        RunContext context = RunContext.none().withCancellation(cancellation);
        AtomicInteger ran = new AtomicInteger();
        cancellation.onCancel(ran::incrementAndGet);
        cancellation.onCancel(ran::incrementAndGet).close();
        assertThatCode(context::throwIfCancelled).doesNotThrowAnyException();

        cancellation.cancel();
        cancellation.cancel();
        cancellation.onCancel(ran::incrementAndGet);

        assertThat(ran).hasValue(2);
        assertThatThrownBy(context::throwIfCancelled)
                .isInstanceOfSatisfying(
                        RrException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
    }

    @Test
    void aLimitEndsCallsToo() {
        assertThat(RunContext.none().withLimit(Duration.ZERO).isCancelled()).isTrue();
        assertThat(RunContext.none().withLimit(Duration.ofHours(1)).remaining())
                .hasValueSatisfying(left -> assertThat(left).isPositive());
        assertThat(RunContext.none().remaining()).isEmpty();
    }

    @Test
    void aListenersExceptionIsContained() {
        RunContext context = RunContext.none().withListener(progress -> {
            throw new IllegalStateException("a listener's own");
        });
        assertThatCode(() -> context.report("task", 1, 2)).doesNotThrowAnyException();
    }
}
