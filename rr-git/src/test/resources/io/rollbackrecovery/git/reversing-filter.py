"""A filter of git's long-running protocol (gitattributes(5)) that reverses a file's bytes, both ways.

Usage: reversing-filter.py LOG [error PATH]
It writes what it did to LOG, a line each, and answers "error" for files whose name ends in PATH.
"""
import sys

read = sys.stdin.buffer
out = sys.stdout.buffer


def packet():
    head = read.read(4)
    if len(head) < 4:
        sys.exit(0)
    length = int(head, 16)
    return None if length == 0 else read.read(length - 4)


def packets():
    found = []
    while (one := packet()) is not None:
        found.append(one)
    return found


def write(data):
    out.write(b"%04x" % (len(data) + 4) + data)


def end():
    out.write(b"0000")
    out.flush()


log = open(sys.argv[1], "a")
refused = sys.argv[3] if len(sys.argv) > 3 else None
assert packets() == [b"git-filter-client\n", b"version=2\n"]
write(b"git-filter-server\n")
write(b"version=2\n")
end()
assert b"capability=clean\n" in packets()
write(b"capability=clean\n")
write(b"capability=smudge\n")
end()
log.write("started\n")
log.flush()
while True:
    fields = dict(line.decode().rstrip("\n").split("=", 1) for line in packets())
    content = b"".join(packets())
    log.write(fields["command"] + " " + fields["pathname"] + "\n")
    log.flush()
    if refused and fields["pathname"].endswith(refused):
        write(b"status=error\n")
        end()
        continue
    write(b"status=success\n")
    end()
    content = content[::-1]
    for i in range(0, len(content), 65516):
        write(content[i : i + 65516])
    end()
    end()
