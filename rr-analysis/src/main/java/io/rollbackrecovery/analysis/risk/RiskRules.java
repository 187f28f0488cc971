package io.rollbackrecovery.analysis.risk;

import static io.rollbackrecovery.analysis.risk.RiskLevel.HIGH;
import static io.rollbackrecovery.analysis.risk.RiskLevel.NOTE;
import static io.rollbackrecovery.analysis.risk.RiskLevel.WARN;
import static io.rollbackrecovery.analysis.risk.RiskRule.addedCode;
import static io.rollbackrecovery.analysis.risk.RiskRule.condition;
import static io.rollbackrecovery.analysis.risk.RiskRule.declaration;
import static io.rollbackrecovery.analysis.risk.RiskRule.removedCode;

import java.util.ArrayList;
import java.util.List;

/** The rules that RR comes with. */
public final class RiskRules {
    private static final String CHECK =
            "(?i)(check|require|requires|verify|ensure|assert|validate|enforce|authorize)_?\\w*";

    private RiskRules() {}

    /**
     * Gives the rules that RR comes with, to pass them on together with others, or without some.
     *
     * @return the rules; their order does not matter
     */
    public static List<RiskRule> builtIn() {
        List<RiskRule> rules = new ArrayList<>();
        rules.addAll(decisions());
        rules.addAll(connections());
        rules.addAll(execution());
        rules.addAll(WebAndFileRules.web());
        rules.addAll(WebAndFileRules.files());
        return List.copyOf(rules);
    }

    /** Who may do what. */
    private static List<RiskRule> decisions() {
        return List.of(
                condition(
                        "authorization-condition",
                        "who is allowed what",
                        List.of(
                                "admin",
                                "administrator",
                                "superuser",
                                "permission",
                                "permissions",
                                "permitted",
                                "privilege",
                                "privileges",
                                "privileged",
                                "authorize",
                                "authorized",
                                "authorised",
                                "unauthorized",
                                "authorization",
                                "forbidden",
                                "acl",
                                "rbac",
                                "role",
                                "roles",
                                "staff",
                                "entitled",
                                "entitlement",
                                "impersonate"),
                        List.of(
                                "owner",
                                "allowed",
                                "allow",
                                "access",
                                "denied",
                                "deny",
                                "user",
                                "tenant",
                                "scope",
                                "scopes",
                                "trusted",
                                "visibility",
                                "private",
                                "policy",
                                "grant",
                                "granted",
                                "principal",
                                "edit",
                                "delete",
                                "view")),
                condition(
                        "authentication-condition",
                        "who someone is",
                        List.of(
                                "authenticated",
                                "authenticate",
                                "authentication",
                                "unauthenticated",
                                "password",
                                "passwd",
                                "credential",
                                "credentials",
                                "login",
                                "csrf",
                                "xsrf",
                                "mfa",
                                "totp",
                                "otp",
                                "jwt",
                                "hmac",
                                "signature",
                                "signatures",
                                "2fa",
                                "webhook"),
                        List.of(
                                "token",
                                "session",
                                "cookie",
                                "secret",
                                "verify",
                                "verified",
                                "valid",
                                "expired",
                                "expires",
                                "expiry",
                                "auth",
                                "identity",
                                "principal",
                                "origin",
                                "user",
                                "nonce",
                                "issuer",
                                "audience",
                                "algorithm",
                                "alg",
                                "logged")),
                condition(
                        "certificate-condition",
                        "whom a connection trusts",
                        List.of("certificate", "certificates", "cert", "certs", "x509", "truststore", "hostkey"),
                        List.of(
                                "verify",
                                "trust",
                                "trusted",
                                "peer",
                                "hostname",
                                "chain",
                                "issuer",
                                "insecure",
                                "tls",
                                "ssl",
                                "fingerprint",
                                "valid",
                                "revoked",
                                "expired",
                                "san")),
                condition(
                        "path-condition",
                        "which files can be reached",
                        List.of("dotdot", "traversal"),
                        List.of(
                                "canonical",
                                "symlink",
                                "normalize",
                                "normalized",
                                "basedir",
                                "root",
                                "outside",
                                "base")),
                declaration(
                        "sensitive-function",
                        NOTE,
                        "authorization, authentication or cryptography",
                        List.of(
                                "authorize",
                                "authorized",
                                "authorization",
                                "authenticate",
                                "authentication",
                                "permission",
                                "permissions",
                                "password",
                                "passwd",
                                "encrypt",
                                "decrypt",
                                "cipher",
                                "hmac",
                                "signature",
                                "csrf",
                                "certificate",
                                "credentials",
                                "login",
                                "jwt",
                                "acl",
                                "admin")),
                removedCode(
                        "check-removed",
                        HIGH,
                        "a check of who may do this is gone",
                        "@ PreAuthorize|PostAuthorize|Secured|RolesAllowed|DenyAll|RequiresPermissions|RequiresRoles",
                        "@ RequiresAuthentication|Authenticated|UseGuards|Roles|Authorize|authenticated|jwt_required",
                        "@ login_required|permission_required|permission_classes|user_passes_test|roles_required",
                        "@ staff_member_required|admin_required|requires_auth|auth_required|csrf_protect",
                        "@ ValidateAntiForgeryToken|requires_permission|require_permission|require_login",
                        "/" + CHECK
                                + "(permission|privilege|access|auth|authz|role|admin|owner|ownership|csrf|xsrf|login"
                                + "|authenticated|authorized|authorization|authentication|credential|acl|loggedin|logged_in"
                                + "|rights|superuser)s?/",
                        "! authorize|authenticate|protect_from_forgery ("),
                removedCode(
                        "verification-removed",
                        HIGH,
                        "a signature, token, host or password is not verified any more",
                        "/(?i)(verify|validate|check)_?\\w*(signature|hmac|hostname|certificate|password|origin|issuer"
                                + "|audience|nonce|jwt|webhook|hostkey|fingerprint)s?/ (",
                        "MessageDigest . isEqual (",
                        "compare_digest|ConstantTimeCompare|timingSafeEqual|hash_equals|secure_compare (",
                        "hmac . Equal (",
                        "setObjectInputFilter (",
                        "jwt . verify ("));
    }

    /** Certificates and cryptography. */
    private static List<RiskRule> connections() {
        return List.of(
                addedCode(
                        "certificate-check-off",
                        HIGH,
                        "the other side of a connection is not verified",
                        "verify = False",
                        "verify_ssl|ssl_verify|verify_certs|validate_certs|tls_verify|check_hostname = False|false",
                        "verify_ssl|ssl_verify|verify_certs|validate_certs|strictSSL|rejectUnauthorized : False|false",
                        "rejectUnauthorized = false",
                        "CERT_NONE",
                        "_create_unverified_context",
                        "InsecureSkipVerify :|= true",
                        "NODE_TLS_REJECT_UNAUTHORIZED ... \"0",
                        "ALLOW_ALL_HOSTNAME_VERIFIER|NoopHostnameVerifier|AllowAllHostnameVerifier|TrustAllStrategy",
                        "InsecureTrustManagerFactory|InsecureIgnoreHostKey|AutoAddPolicy",
                        "setHostnameVerifier|setDefaultHostnameVerifier|hostnameVerifier ( ... true",
                        "checkServerTrusted ( ... { }",
                        "\"StrictHostKeyChecking , \"no",
                        "StrictHostKeyChecking =|: no",
                        "\"StrictHostKeyChecking=no",
                        "CURLOPT_SSL_VERIFYPEER|CURLOPT_SSL_VERIFYHOST , false|0|FALSE"),
                addedCode(
                        "old-protocol",
                        HIGH,
                        "this protocol is broken",
                        "SSLContext . getInstance ( \"SSL",
                        "PROTOCOL_SSLv2|PROTOCOL_SSLv3|PROTOCOL_TLSv1|SSLv3_method",
                        "MinVersion :|= * . VersionSSL30|VersionTLS10|VersionTLS11",
                        "minVersion :|= \"tlsv1.1"),
                addedCode(
                        "signature-check-off",
                        HIGH,
                        "a signed text is believed without its signature",
                        "\"verify_signature|verify_exp|verify_aud : False|false",
                        "ParseUnverified (",
                        "algorithms|alg|algorithm :|= [ \"none",
                        "algorithms|alg|algorithm :|= \"none",
                        "ignoreExpiration : true"),
                addedCode(
                        "broken-cipher",
                        HIGH,
                        "this cipher is broken or hides nothing",
                        "getInstance ( \"DES",
                        "getInstance ( \"/ECB",
                        "getInstance ( \"RC4",
                        "DES|DES3|ARC4 . new (",
                        "MODE_ECB",
                        "des . NewCipher|NewTripleDESCipher (",
                        "rc4 . NewCipher (",
                        "createCipher|createDecipher (",
                        "createCipheriv ( \"-ecb",
                        "NullCipher",
                        "token|secret|password|nonce|salt|otp|sessionId|session_id|apiKey|resetToken = ... Math . random (",
                        "token|secret|password|nonce|salt|otp|session_id|api_key|reset_token = ... random . choice|choices|randint|random|getrandbits ("),
                addedCode(
                        "weak-hash",
                        WARN,
                        "this hash is broken for signatures and passwords",
                        "getInstance ( \"MD5",
                        "getInstance ( \"SHA-1",
                        "getInstance ( \"SHA1",
                        "hashlib . md5|sha1 (",
                        "createHash ( \"md5",
                        "createHash ( \"sha1",
                        "md5|sha1 . New|Sum (",
                        "DigestUtils . md5Hex|sha1Hex|md5 ("),
                removedCode(
                        "strong-random-removed",
                        WARN,
                        "a random number for secrets is not taken any more",
                        "SecureRandom",
                        "secrets . *",
                        "crypto . randomBytes|randomUUID|getRandomValues (",
                        "SystemRandom"));
    }

    /** What a program runs and reads. */
    private static List<RiskRule> execution() {
        return List.of(
                addedCode(
                        "shell-command",
                        HIGH,
                        "a command goes through a shell, which runs what is in its text",
                        "shell = True",
                        "exec|execSync ( \"${",
                        "exec|execSync ( \"* +",
                        "! exec|execSync ( * + *",
                        "shell : true",
                        "Command ( \"sh , \"-c ,",
                        "Command ( \"bash , \"-c ,",
                        "Command ( \"/bin/sh , \"-c ,",
                        "getRuntime ( ) . exec ( * +",
                        "getRuntime ( ) . exec ( \"* +",
                        "ProcessBuilder ( \"sh , \"-c ,",
                        "ProcessBuilder ( \"/bin/sh , \"-c ,",
                        "ProcessBuilder ( \"bash , \"-c ,"),
                addedCode(
                        "command",
                        WARN,
                        "another program is run",
                        "os . system|popen (",
                        "getRuntime ( ) . exec (",
                        "new ProcessBuilder (",
                        "\"child_process",
                        "shell_exec|passthru|proc_open ("),
                addedCode(
                        "code-from-text",
                        HIGH,
                        "a text is run as code",
                        "! eval ( *",
                        "! exec ( /[a-z_]\\w*/ unless:execSync|child_process|promisify",
                        "new Function (",
                        "vm . runInNewContext|runInThisContext|runInContext (",
                        "SpelExpressionParser",
                        "ScriptEngineManager",
                        "GroovyShell",
                        "render_template_string ("),
                addedCode(
                        "deserialization",
                        HIGH,
                        "objects are read from bytes, which can run code",
                        "pickle|cPickle|dill|cloudpickle|marshal|jsonpickle . load|loads|decode|Unpickler (",
                        "yaml . load ( ... unless:SafeLoader|CSafeLoader|safe_load",
                        "yaml . unsafe_load|unsafe_load_all (",
                        "new ObjectInputStream (",
                        "new XMLDecoder (",
                        "enableDefaultTyping|activateDefaultTyping (",
                        "! unserialize (",
                        "BinaryFormatter",
                        "TypeNameHandling . All|Auto|Objects",
                        "Marshal . load (",
                        "torch . load ( ... unless:weights_only",
                        "\"node-serialize"),
                addedCode(
                        "xml-entities",
                        HIGH,
                        "XML may read files and addresses",
                        "resolve_entities = True",
                        "noent : true",
                        "setExpandEntityReferences ( true",
                        "setFeature ( \"disallow-doctype-decl , false",
                        "setFeature ( \"external-general-entities , true"),
                removedCode(
                        "xml-entities-allowed",
                        HIGH,
                        "XML may read files and addresses again",
                        "\"disallow-doctype-decl",
                        "\"external-general-entities",
                        "FEATURE_SECURE_PROCESSING|ACCESS_EXTERNAL_DTD",
                        "setExpandEntityReferences ( false",
                        "defusedxml",
                        "resolve_entities = False"),
                removedCode(
                        "cleaning-removed",
                        HIGH,
                        "a text from outside is not made harmless any more",
                        "secure_filename|safe_join|escapeshellarg|escapeshellcmd|htmlspecialchars (",
                        "shlex . quote (",
                        "DOMPurify . sanitize (",
                        "bleach . clean (",
                        "/(?i)(escape|sanitize|sanitise|sanitized|encode|quote)_?(for)?_?(html|attr|attribute|url|uri|quotes"
                                + "|filename|header|shell|sql|path|js|script|xml|arg|args)\\w*/ (",
                        "encodeForHTML|htmlEscape (",
                        "html . EscapeString|escape (",
                        "filepath . IsLocal|Localize ("),
                removedCode(
                        "limit-removed",
                        WARN,
                        "a path or size from outside is not confined any more",
                        "getCanonicalPath|toRealPath|realpath|commonpath|EvalSymlinks (",
                        "filepath . Clean (",
                        "MaxBytesReader|LimitReader (",
                        "rateLimit|rate_limit|ratelimit ("),
                RiskRule.of("sql-from-pieces", HIGH, "SQL is put together from pieces", RiskTrigger.SQL_FROM_PIECES));
    }
}
