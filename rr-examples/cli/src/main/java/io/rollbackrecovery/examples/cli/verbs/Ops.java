package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.core.plan.Operation;
import io.rollbackrecovery.examples.cli.output.Answer;
import io.rollbackrecovery.examples.cli.output.Failure;
import io.rollbackrecovery.examples.cli.output.Text;
import io.rollbackrecovery.examples.cli.wire.OperationDoc;
import io.rollbackrecovery.examples.cli.wire.OperationsDoc;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rr ops}. */
@Command(name = "ops", description = "List the operations of RR, newest first.")
public final class Ops implements Verb {
    @Option(names = "--limit", paramLabel = "N", description = "At most this many; by default all.")
    private int limit = Integer.MAX_VALUE;

    @Override
    public Answer run(Call call) {
        if (limit < 0) {
            throw Failure.usage("--limit is " + limit, "Name 0 or more.");
        }
        List<Operation> operations = call.rr().journal().operations(limit);
        Text text = call.text();
        operations.forEach(operation -> row(text, operation));
        if (operations.isEmpty()) {
            text.line("There is no operation.");
        }
        return Answer.of(
                new OperationsDoc(operations.stream().map(OperationDoc::of).toList()), text.toString());
    }

    static void row(Text text, Operation operation) {
        text.row(operation.id(), operation.time(), operation.kind().word(), operation.summary());
    }
}
