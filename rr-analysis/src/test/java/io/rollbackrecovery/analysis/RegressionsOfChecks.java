package io.rollbackrecovery.analysis;

import java.util.List;

/** Checks, certificates, signatures. */
final class RegressionsOfChecks {
    private RegressionsOfChecks() {}

    static List<Regression> all() {
        return List.of(
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
                        """));
    }
}
