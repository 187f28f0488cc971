package io.rollbackrecovery.analysis;

import java.util.List;

/** What texts from outside become, and the rest. */
final class RegressionsOfInput {
    private RegressionsOfInput() {}

    static List<Regression> all() {
        return List.of(
                new Regression(
                        "CWE-78: a command goes through a shell (Python)",
                        "shell-command",
                        "shop/thumbnails.py",
                        """
                        def thumbnail(path):
                            subprocess.run(["convert", path, "-resize", "100x100", "out.png"])
                        """,
                        """
                        def thumbnail(path):
                            subprocess.run(f"convert {path} -resize 100x100 out.png", shell=True)
                        """),
                new Regression(
                        "CWE-78: a command goes through a shell (JavaScript)", "shell-command", "lib/git.js", """
                        function log(branch) {
                            return execFileSync('git', ['log', branch]);
                        }
                        """, """
                        function log(branch) {
                            return execSync(`git log ${branch}`);
                        }
                        """),
                new Regression(
                        "CWE-78: a command goes through a shell (Go)", "shell-command", "tools/ping.go", """
                        package tools

                        func Ping(host string) ([]byte, error) {
                            return exec.Command("ping", "-c", "1", host).Output()
                        }
                        """, """
                        package tools

                        func Ping(host string) ([]byte, error) {
                            return exec.Command("sh", "-c", "ping -c 1 " + host).Output()
                        }
                        """),
                new Regression(
                        "CWE-89: SQL from pieces (Java)", "sql-from-pieces", "src/main/java/shop/Users.java", """
                        class Users {
                            User find(String name) {
                                return jdbc.query("SELECT * FROM users WHERE name = ?", mapper, name);
                            }
                        }
                        """, """
                        class Users {
                            User find(String name) {
                                return jdbc.query("SELECT * FROM users WHERE name = '" + name + "'", mapper);
                            }
                        }
                        """),
                new Regression("CWE-89: SQL from pieces (Python)", "sql-from-pieces", "shop/users.py", """
                        def find(name):
                            return db.execute("SELECT * FROM users WHERE name = %s", (name,))
                        """, """
                        def find(name):
                            return db.execute(f"SELECT * FROM users WHERE name = '{name}'")
                        """),
                new Regression("CWE-89: SQL from pieces (Go)", "sql-from-pieces", "store/users.go", """
                        package store

                        func Find(name string) *sql.Rows {
                            return db.Query("SELECT * FROM users WHERE name = $1", name)
                        }
                        """, """
                        package store

                        func Find(name string) *sql.Rows {
                            return db.Query(fmt.Sprintf("SELECT * FROM users WHERE name = '%s'", name))
                        }
                        """),
                new Regression("CWE-502: objects from bytes (Python)", "deserialization", "shop/cache.py", """
                        def load(raw):
                            return json.loads(raw)
                        """, """
                        def load(raw):
                            return pickle.loads(raw)
                        """),
                new Regression("CWE-502: any object from YAML (Python)", "deserialization", "shop/config.py", """
                        def load(stream):
                            return yaml.safe_load(stream)
                        """, """
                        def load(stream):
                            return yaml.load(stream)
                        """),
                new Regression(
                        "CWE-502: objects from bytes (Java)",
                        "deserialization",
                        "src/main/java/shop/Sessions.java",
                        """
                        class Sessions {
                            Object read(InputStream in) throws Exception {
                                return mapper.readValue(in, Session.class);
                            }
                        }
                        """,
                        """
                        class Sessions {
                            Object read(InputStream in) throws Exception {
                                return new ObjectInputStream(in).readObject();
                            }
                        }
                        """),
                new Regression(
                        "CWE-22: a path may lead out (Java, as zip slip)",
                        "path-condition",
                        "src/main/java/shop/Unzip.java",
                        """
                        class Unzip {
                            void write(Path root, ZipEntry entry) throws IOException {
                                Path target = root.resolve(entry.getName()).normalize();
                                if (!target.startsWith(root) || entry.getName().contains("..")) {
                                    throw new SecurityException("outside of " + root);
                                }
                                Files.copy(in, target);
                            }
                        }
                        """,
                        """
                        class Unzip {
                            void write(Path root, ZipEntry entry) throws IOException {
                                Path target = root.resolve(entry.getName()).normalize();
                                Files.copy(in, target);
                            }
                        }
                        """),
                new Regression(
                        "CWE-611: XML reads files (Java)",
                        "xml-entities-allowed",
                        "src/main/java/shop/Xml.java",
                        """
                        class Xml {
                            Document read(InputStream in) throws Exception {
                                var factory = DocumentBuilderFactory.newInstance();
                                factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
                                return factory.newDocumentBuilder().parse(in);
                            }
                        }
                        """,
                        """
                        class Xml {
                            Document read(InputStream in) throws Exception {
                                var factory = DocumentBuilderFactory.newInstance();
                                return factory.newDocumentBuilder().parse(in);
                            }
                        }
                        """),
                new Regression(
                        "CWE-287: the password decides no longer alone (Python)",
                        "authentication-condition",
                        "shop/login.py",
                        """
                        def login(user, password):
                            if user.locked or not check_hash(user.password, password):
                                return None
                            return Session(user)
                        """,
                        """
                        def login(user, password):
                            if user.locked and not check_hash(user.password, password):
                                return None
                            return Session(user)
                        """),
                new Regression(
                        "CVE-2008-0166 in small: an exception is made (JavaScript)",
                        "authorization-condition",
                        "server/guard.js",
                        """
                        function guard(req, res, next) {
                            if (!req.user.isAdmin) {
                                return res.status(403).end();
                            }
                            next();
                        }
                        """,
                        """
                        function guard(req, res, next) {
                            if (!req.user.isAdmin && req.headers['x-internal'] !== '1') {
                                return res.status(403).end();
                            }
                            next();
                        }
                        """),
                new Regression("CWE-798: a key in the code (TypeScript)", "secret", "src/config.ts", """
                        export const key = process.env.AWS_KEY;
                        """, """
                        export const key = 'AKIA' + '';
                        export const other = 'AKIAQ3EGVRT7X5KPLW2Z';
                        """),
                new Regression(
                        "CVE-2021-42574 (Trojan Source): the reading direction turns (Java)",
                        "hidden-character",
                        "src/main/java/shop/Access.java",
                        """
                        class Access {
                            String level = "user";
                        }
                        """,
                        """
                        class Access {
                            String level = "user\u202E \u2066// check admin\u2069 \u2066";
                        }
                        """),
                new Regression(
                        "a pipeline runs others' code with the project's permissions",
                        "pipeline-permission",
                        ".github/workflows/build.yml",
                        """
                        on: pull_request
                        jobs:
                          build:
                            runs-on: ubuntu-latest
                        """,
                        """
                        on: pull_request_target
                        jobs:
                          build:
                            runs-on: ubuntu-latest
                        """),
                new Regression(
                        "a pipeline puts anyone's title into a script",
                        "pipeline-permission",
                        ".github/workflows/label.yml",
                        """
                        jobs:
                          label:
                            steps:
                              - run: echo hello
                        """,
                        """
                        jobs:
                          label:
                            steps:
                              - run: |
                                  echo "${{ github.event.issue.title }}"
                        """),
                new Regression(
                        "CWE-330: a token from a generator that can be foretold (JavaScript)",
                        "broken-cipher",
                        "server/reset.js",
                        """
                        function start(user) {
                            const token = crypto.randomBytes(32).toString('hex');
                            mail(user, token);
                        }
                        """,
                        """
                        function start(user) {
                            const token = Math.random().toString(36).slice(2);
                            mail(user, token);
                        }
                        """),
                new Regression(
                        "CWE-327: a cipher that shows patterns (Java)",
                        "broken-cipher",
                        "src/main/java/shop/Vault.java",
                        """
                        class Vault {
                            Cipher cipher() throws Exception {
                                return Cipher.getInstance("AES/GCM/NoPadding");
                            }
                        }
                        """,
                        """
                        class Vault {
                            Cipher cipher() throws Exception {
                                return Cipher.getInstance("AES/ECB/PKCS5Padding");
                            }
                        }
                        """),
                new Regression("CWE-94: a text is run as code (Python)", "code-from-text", "shop/rules.py", """
                        def apply(rule, order):
                            return RULES[rule](order)
                        """, """
                        def apply(rule, order):
                            return eval(rule, {"order": order})
                        """),
                new Regression(
                        "CWE-639: whose record it is decides no longer (Kotlin)",
                        "authorization-condition",
                        "src/main/kotlin/shop/Access.kt",
                        """
                        class Access {
                            fun isAllowed(user: User, record: Record) = user.isAdmin || (record.owner == user.id && !record.locked)
                        }
                        """,
                        """
                        class Access {
                            fun isAllowed(user: User, record: Record) = user.isAdmin || record.owner == user.id || !record.locked
                        }
                        """));
    }
}
