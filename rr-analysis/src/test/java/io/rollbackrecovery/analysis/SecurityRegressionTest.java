package io.rollbackrecovery.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.analysis.risk.Risk;
import io.rollbackrecovery.analysis.risk.RiskLevel;
import io.rollbackrecovery.core.id.CommitId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Security regressions, each after a known pattern (its CWE, or the incident that it re-enacts), in the form that they
 * have in practice: some code around, and a harmless change beside. Each has to be found at the highest level.
 */
class SecurityRegressionTest {
    record Regression(String name, String rule, String path, String before, String after) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Regression> regressions() {
        return Stream.of(
                new Regression(
                        "the guide: the check still exists, its logic is another",
                        "authorization-condition",
                        "shop/documents.py",
                        """
                        def delete_document(user, document, cache):
                            cache.evict(document.id)
                            if not (user.is_admin or document.owner == user.id):
                                raise PermissionDenied()
                            document.delete()
                        """,
                        """
                        def delete_document(user, document, cache):
                            # one look-up less
                            if not user.is_admin and not document.owner:
                                raise PermissionDenied()
                            cache.evict(document.id)
                            document.delete()
                        """),
                new Regression(
                        "CWE-863: and became or (Java)",
                        "authorization-condition",
                        "src/main/java/shop/OrderService.java",
                        """
                        class OrderService {
                            void cancel(User user, Order order) {
                                if (!user.hasRole("ADMIN") || !order.isOpen()) {
                                    throw new AccessDeniedException("not allowed");
                                }
                                orders.cancel(order);
                            }
                        }
                        """,
                        """
                        class OrderService {
                            void cancel(User user, Order order) {
                                if (!user.hasRole("ADMIN") && !order.isOpen()) {
                                    throw new AccessDeniedException("not allowed");
                                }
                                orders.cancel(order);
                            }
                        }
                        """),
                new Regression(
                        "CWE-285: the answer is always yes (TypeScript)",
                        "authorization-condition",
                        "src/permissions.ts",
                        """
                        export function canEdit(user: User, doc: Doc): boolean {
                            return user.roles.includes('editor') && doc.teamId === user.teamId;
                        }
                        """,
                        """
                        export function canEdit(user: User, doc: Doc): boolean {
                            return true;
                        }
                        """),
                new Regression("CWE-862: the check is gone (Go)", "authorization-condition", "api/users.go", """
                        package api

                        func DeleteUser(w http.ResponseWriter, r *http.Request) {
                            if !session(r).IsAdmin() {
                                http.Error(w, "forbidden", http.StatusForbidden)
                                return
                            }
                            store.Delete(r.FormValue("id"))
                        }
                        """, """
                        package api

                        func DeleteUser(w http.ResponseWriter, r *http.Request) {
                            log.Println("delete", r.FormValue("id"))
                            store.Delete(r.FormValue("id"))
                        }
                        """),
                new Regression(
                        "CWE-862: an annotation is gone (Java)",
                        "check-removed",
                        "src/main/java/shop/AdminController.java",
                        """
                        class AdminController {
                            @GetMapping("/users")
                            @PreAuthorize("hasRole('ADMIN')")
                            List<User> users() {
                                return repository.findAll();
                            }
                        }
                        """,
                        """
                        class AdminController {
                            @GetMapping("/users")
                            List<User> users() {
                                return repository.findAll(PageRequest.of(0, 50));
                            }
                        }
                        """),
                new Regression(
                        "CWE-863: an annotation asks for less (Java)",
                        "authorization-condition",
                        "src/main/java/shop/AdminController.java",
                        """
                        class AdminController {
                            @PreAuthorize("hasRole('ADMIN') and isFullyAuthenticated()")
                            List<User> users() {
                                return repository.findAll();
                            }
                        }
                        """,
                        """
                        class AdminController {
                            @PreAuthorize("hasRole('ADMIN') or isFullyAuthenticated()")
                            List<User> users() {
                                return repository.findAll();
                            }
                        }
                        """),
                new Regression("CWE-306: a decorator is gone (Python)", "check-removed", "shop/views.py", """
                        @login_required
                        def invoices(request):
                            return render(request, "invoices.html")
                        """, """
                        def invoices(request):
                            return render(request, "invoices.html", {"page": 1})
                        """),
                new Regression(
                        "CWE-306: middleware is gone from a route (JavaScript)",
                        "check-removed",
                        "server/routes.js",
                        """
                        router.get('/health', health);
                        router.post('/users/:id/role', requireAdmin, changeRole);
                        router.get('/about', about);
                        """,
                        """
                        router.get('/health', health);
                        router.post('/users/:id/role', changeRole);
                        router.get('/about', about);
                        """),
                new Regression(
                        "CWE-352: protection against forged requests is off (Java)",
                        "protection-off",
                        "src/main/java/shop/SecurityConfig.java",
                        """
                        class SecurityConfig {
                            SecurityFilterChain chain(HttpSecurity http) {
                                http.authorizeHttpRequests(all -> all.anyRequest().authenticated());
                                return http.build();
                            }
                        }
                        """,
                        """
                        class SecurityConfig {
                            SecurityFilterChain chain(HttpSecurity http) {
                                http.csrf().disable();
                                http.authorizeHttpRequests(all -> all.anyRequest().authenticated());
                                return http.build();
                            }
                        }
                        """),
                new Regression(
                        "CWE-295: certificates are not verified (Python)",
                        "certificate-check-off",
                        "shop/client.py",
                        """
                        def fetch(url):
                            return requests.get(url, timeout=5)
                        """,
                        """
                        def fetch(url):
                            return requests.get(url, timeout=5, verify=False)
                        """),
                new Regression(
                        "CWE-295: certificates are not verified (Go)",
                        "certificate-check-off",
                        "client/client.go",
                        """
                        package client

                        func New() *http.Client {
                            return &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12}}}
                        }
                        """,
                        """
                        package client

                        func New() *http.Client {
                            return &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}
                        }
                        """),
                new Regression(
                        "CWE-295: certificates are not verified (JavaScript)",
                        "certificate-check-off",
                        "lib/agent.js",
                        """
                        const agent = new https.Agent({ keepAlive: true });
                        """,
                        """
                        const agent = new https.Agent({ keepAlive: true, rejectUnauthorized: false });
                        """),
                new Regression(
                        "CWE-295: everybody is trusted (Java)",
                        "certificate-check-off",
                        "src/main/java/shop/Trust.java",
                        """
                        class Trust implements X509TrustManager {
                            public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
                                delegate.checkServerTrusted(chain, type);
                            }
                        }
                        """,
                        """
                        class Trust implements X509TrustManager {
                            public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
                            }
                        }
                        """),
                new Regression(
                        "CVE-2014-1266 (goto fail): the signature decides no longer (C)",
                        "authentication-condition",
                        "ssl/exchange.c",
                        """
                        int verify_signed_exchange(ctx *c, uint8_t *signature) {
                            if ((err = hash_update(c)) != 0)
                                goto fail;
                            if (check_signature(c, signature) != 0)
                                return ERR_UNAUTHORIZED;
                            return 0;
                        }
                        """,
                        """
                        int verify_signed_exchange(ctx *c, uint8_t *signature) {
                            if ((err = hash_update(c)) != 0)
                                goto fail;
                            return 0;
                        }
                        """),
                new Regression(
                        "CWE-347: a token is read without its signature (Python)",
                        "signature-check-off",
                        "shop/tokens.py",
                        """
                        def claims(token):
                            return jwt.decode(token, KEY, algorithms=["RS256"])
                        """,
                        """
                        def claims(token):
                            return jwt.decode(token, KEY, algorithms=["RS256"], options={"verify_signature": False})
                        """),
                new Regression(
                        "CWE-347: the signature of a call is not looked at (JavaScript)",
                        "verification-removed",
                        "server/hooks.js",
                        """
                        app.post('/hook', (req, res) => {
                            verifySignature(req.body, req.headers['x-signature']);
                            handle(req.body);
                        });
                        """,
                        """
                        app.post('/hook', (req, res) => {
                            handle(req.body);
                        });
                        """),
                new Regression(
                        "CWE-208: comparison takes a time that tells (Python)",
                        "verification-removed",
                        "shop/hooks.py",
                        """
                        def is_valid(body, given):
                            return hmac.compare_digest(sign(body), given)
                        """,
                        """
                        def is_valid(body, given):
                            return sign(body) == given
                        """),
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

    @ParameterizedTest
    @MethodSource("regressions")
    void isFoundAtTheHighestLevel(Regression regression) {
        MemoryRepository repository = new MemoryRepository();
        repository.file(regression.path(), regression.before().split("\n", -1)).commit("before");
        CommitId change = repository
                .file(regression.path(), regression.after().split("\n", -1))
                .commit("Make it faster");
        List<Risk> risks = new RiskAnalyzer(repository, repository).find(List.of(change));
        assertThat(risks).as("%s", risks).anySatisfy(risk -> {
            assertThat(risk.rule()).isEqualTo(regression.rule());
            assertThat(risk.level()).isEqualTo(RiskLevel.HIGH);
            assertThat(risk.commits()).containsExactly(change);
        });
        assertThat(risks.toString()).doesNotContain("AKIAQ3EGVRT7X5KPLW2Z");
    }

    @ParameterizedTest
    @MethodSource("regressions")
    void isQuietOnceItIsTakenBack(Regression regression) {
        MemoryRepository repository = new MemoryRepository();
        repository.file(regression.path(), regression.before().split("\n", -1)).commit("before");
        CommitId change = repository
                .file(regression.path(), regression.after().split("\n", -1))
                .commit("Make it faster");
        CommitId back = repository
                .file(regression.path(), regression.before().split("\n", -1))
                .commit("Take it back");
        assertThat(new RiskAnalyzer(repository, repository).find(List.of(back, change)))
                .isEmpty();
        assertThat(new RiskAnalyzer(repository, repository).find(List.of(back)))
                .noneMatch(risk -> risk.level() == RiskLevel.HIGH);
    }
}
