package io.rollbackrecovery.examples.quickstart;

import io.rollbackrecovery.git.env.Identity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.zip.DeflaterOutputStream;

/**
 * Makes a Git repository with one commit of no files, without a {@code git} program: what {@code git init} and
 * {@code git commit --allow-empty} would write, and no more. From there on RR can do the rest.
 */
final class EmptyRepository {
    private static final String CONFIG = """
            [core]
            \trepositoryformatversion = 0
            \tfilemode = true
            \tbare = false
            """;

    private EmptyRepository() {}

    /** Makes it in a folder that exists, on the branch main. */
    static void make(Path folder, Identity who, Instant when) throws IOException {
        Path git = Files.createDirectories(folder.resolve(".git"));
        Files.createDirectories(git.resolve("refs").resolve("heads"));
        Files.createDirectories(git.resolve("refs").resolve("tags"));
        Files.createDirectories(git.resolve("objects"));
        Files.writeString(git.resolve("config"), CONFIG);
        Files.writeString(git.resolve("HEAD"), "ref: refs/heads/main\n");
        String tree = write(git, "tree", "");
        String by = who + " " + when.getEpochSecond() + " +0000\n";
        String commit =
                write(git, "commit", "tree " + tree + "\nauthor " + by + "committer " + by + "\nBegin the project\n");
        Files.writeString(git.resolve("refs").resolve("heads").resolve("main"), commit + "\n");
    }

    /** Writes a loose object: type, size and content, named by their SHA-1. */
    private static String write(Path git, String type, String content) throws IOException {
        byte[] body = content.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream object = new ByteArrayOutputStream();
        object.write((type + " " + body.length + "\0").getBytes(StandardCharsets.US_ASCII));
        object.write(body);
        String id = HexFormat.of().formatHex(sha1(object.toByteArray()));
        Path file = git.resolve("objects").resolve(id.substring(0, 2)).resolve(id.substring(2));
        Files.createDirectories(file.getParent());
        try (DeflaterOutputStream out = new DeflaterOutputStream(Files.newOutputStream(file))) {
            object.writeTo(out);
        }
        return id;
    }

    private static byte[] sha1(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
