package io.rollbackrecovery.git.internal.filters;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A program that filters many files, by the protocol of gitattributes(5), 'Long Running Filter Process', version 2.
 * Not thread-safe.
 */
final class FilterProcess implements AutoCloseable {
    private final Process process;
    private final Complaints complaints;
    private final PacketLines lines;
    private final Set<String> capabilities = new HashSet<>();

    private FilterProcess(Process process) {
        this.process = process;
        this.complaints = Complaints.of(process);
        this.lines = new PacketLines(process.getInputStream(), new BufferedOutputStream(process.getOutputStream()));
    }

    /** Starts talking to a program. If that fails it is killed. */
    static FilterProcess greet(Process process) throws IOException {
        FilterProcess filter = new FilterProcess(process);
        boolean greeted = false;
        try (Alarm alarm = Alarm.set(process, Filters.LIMIT)) {
            filter.greet();
            greeted = !alarm.rang();
            return filter;
        } finally {
            if (!greeted) {
                filter.close();
            }
        }
    }

    private void greet() throws IOException {
        lines.writeLine("git-filter-client");
        lines.writeLine("version=2");
        lines.endList();
        expect("git-filter-server");
        expect("version=2");
        if (lines.readLine().isPresent()) {
            throw new IOException("the filter names more than one version");
        }
        lines.writeLine("capability=clean");
        lines.writeLine("capability=smudge");
        lines.endList();
        for (Optional<String> line = lines.readLine(); line.isPresent(); line = lines.readLine()) {
            capabilities.add(line.get().replaceFirst("^capability=", ""));
        }
    }

    private void expect(String wanted) throws IOException {
        Optional<String> line = lines.readLine();
        if (!line.equals(Optional.of(wanted))) {
            throw new IOException("the filter says '" + line.orElse("") + "' and not '" + wanted + "'");
        }
    }

    /** What a filter did about a file. */
    enum Answer {
        DONE,
        /** It cannot do this, or not for this file. */
        NOT_DONE
    }

    /**
     * Filters a file.
     *
     * @param command {@code clean} or {@code smudge}
     * @param path the file
     * @param content what goes in
     * @param out what comes out; something may have been written though the answer is that it was not done
     * @throws IOException if the program does not keep to the protocol, or takes too long: it is of no use any more
     */
    Answer filter(String command, byte[] path, InputStream content, OutputStream out) throws IOException {
        if (!capabilities.contains(command)) {
            return Answer.NOT_DONE;
        }
        try (Alarm alarm = Alarm.set(process, Filters.LIMIT)) {
            lines.writeLine("command=" + command);
            lines.writeLine("pathname=", path);
            lines.endList();
            lines.writeAll(content);
            lines.endList();
            String status = status("");
            if (status.equals("success")) {
                for (Optional<byte[]> packet = lines.read(); packet.isPresent(); packet = lines.read()) {
                    out.write(packet.get());
                }
                status = status(status);
            }
            if (alarm.rang()) {
                throw new IOException("it took longer than " + Filters.LIMIT.toSeconds() + " s");
            }
            switch (status) {
                case "success" -> {
                    return Answer.DONE;
                }
                case "error" -> {
                    return Answer.NOT_DONE;
                }
                case "abort" -> {
                    capabilities.remove(command);
                    return Answer.NOT_DONE;
                }
                default -> throw new IOException("the filter answers with the status '" + status + "'");
            }
        }
    }

    private String status(String before) throws IOException {
        String status = before;
        for (Optional<String> line = lines.readLine(); line.isPresent(); line = lines.readLine()) {
            if (line.get().startsWith("status=")) {
                status = line.get().substring("status=".length());
            }
        }
        return status;
    }

    String complaints() {
        return complaints.text();
    }

    /** Lets the program end, as git does: by closing its input; what does not end soon is killed. */
    @Override
    public void close() {
        Filters.end(process);
    }
}
