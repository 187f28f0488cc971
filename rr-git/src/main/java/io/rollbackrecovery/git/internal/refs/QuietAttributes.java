package io.rollbackrecovery.git.internal.refs;

import io.rollbackrecovery.git.internal.files.Durable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.attributes.AttributesNode;
import org.eclipse.jgit.attributes.AttributesNodeProvider;

/** The attributes that are outside of trees: {@code info/attributes}, and the user's own file. */
final class QuietAttributes implements AttributesNodeProvider {
    private final Path info;
    private final Optional<Path> global;

    QuietAttributes(Path info, Optional<Path> global) {
        this.info = info;
        this.global = global;
    }

    @Override
    public AttributesNode getInfoAttributesNode() throws IOException {
        return read(Optional.of(info));
    }

    @Override
    public AttributesNode getGlobalAttributesNode() throws IOException {
        return read(global);
    }

    private static AttributesNode read(Optional<Path> file) throws IOException {
        AttributesNode node = new AttributesNode();
        if (file.isPresent() && Files.isRegularFile(file.get())) {
            node.parse(new ByteArrayInputStream(Durable.read(file.get()).orElse(new byte[0])));
        }
        return node;
    }
}
