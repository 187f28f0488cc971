package io.rollbackrecovery.analysis.risk;

import static io.rollbackrecovery.analysis.risk.RiskLevel.HIGH;
import static io.rollbackrecovery.analysis.risk.RiskLevel.NOTE;
import static io.rollbackrecovery.analysis.risk.RiskLevel.WARN;
import static io.rollbackrecovery.analysis.risk.RiskRule.addedCode;
import static io.rollbackrecovery.analysis.risk.RiskRule.changedPath;
import static io.rollbackrecovery.analysis.risk.RiskRule.removedCode;

import java.util.List;

/** The rules about web applications, and about files by what they are. */
final class WebAndFileRules {
    private WebAndFileRules() {}

    /** Web applications. */
    static List<RiskRule> web() {
        return List.of(
                addedCode(
                        "protection-off",
                        HIGH,
                        "a protection is turned off",
                        "@ csrf_exempt|PermitAll|AllowAnonymous|SkipAuth|NoAuth",
                        "csrf ( ) . disable (",
                        "csrf ( * -> * . disable (",
                        "csrf ( * :: disable",
                        "WTF_CSRF_ENABLED|CSRF_ENABLED = False",
                        "skip_before_action : verify_authenticity_token|authenticate_user|require_login",
                        "anyRequest ( ) . permitAll (",
                        "\"Access-Control-Allow-Origin , \"*",
                        "\"Access-Control-Allow-Origin : \"*",
                        "allow_origins = [ \"*",
                        "AllowAllOrigins : true",
                        "autoescape =|: False|false",
                        "httponly|samesite|SESSION_COOKIE_SECURE|SESSION_COOKIE_HTTPONLY|CSRF_COOKIE_SECURE = False",
                        "setHttpOnly|setSecure ( false",
                        "httpOnly|HttpOnly : false",
                        "contextIsolation|webSecurity|sandbox : false",
                        "nodeIntegration : true",
                        "allowPrototypes : true",
                        "cors : true",
                        "X_FRAME_OPTIONS = \"ALLOWALL"),
                addedCode("permit-all", WARN, "everyone is let through", "permitAll (", "AnonymousAllowed", "AllowAny"),
                addedCode(
                        "html-unescaped",
                        WARN,
                        "a text becomes HTML without being escaped",
                        "dangerouslySetInnerHTML",
                        "mark_safe (",
                        "template . HTML|JS|URL (",
                        "v - html =",
                        "insertAdjacentHTML (",
                        "bypassSecurityTrustHtml|bypassSecurityTrustScript (",
                        "document . write (",
                        ". html_safe"),
                addedCode("debug-on", WARN, "debugging is turned on", "! DEBUG = True", "debug = True )"),
                removedCode(
                        "protection-removed",
                        HIGH,
                        "a protection is gone",
                        "helmet (",
                        "CheckRedirect :",
                        "allow_redirects = False",
                        "setInstanceFollowRedirects ( false",
                        "redirect : \"manual",
                        "redirect : \"error",
                        "plainObjects : true",
                        "CSRFProtect|CsrfViewMiddleware|csrfProtection|csurf",
                        "\"X-Frame-Options",
                        "\"Content-Security-Policy",
                        "\"Strict-Transport-Security",
                        "httponly|secure|HttpOnly|Secure =|: True|true",
                        "setHttpOnly|setSecure ( true",
                        "httpOnly : true",
                        "\"CsrfViewMiddleware"));
    }

    /** Files by what they are. */
    static List<RiskRule> files() {
        return List.of(
                RiskRule.of("secret", HIGH, "a key, token or password is in the repository", RiskTrigger.SECRET),
                RiskRule.of(
                        "hidden-character", HIGH, "what is shown is not what is there", RiskTrigger.HIDDEN_CHARACTER),
                RiskRule.of("test-gone", WARN, "a test does not run any more", RiskTrigger.TEST_GONE),
                RiskRule.of("pipeline-permission", HIGH, "what a pipeline may do, and for whom", RiskTrigger.PIPELINE),
                RiskRule.of("binary", WARN, "a program that cannot be read", RiskTrigger.BINARY),
                RiskRule.of("file-kind", HIGH, "a link or a permission", RiskTrigger.FILE_KIND),
                RiskRule.of("dependency-source", WARN, "where a dependency comes from", RiskTrigger.DEPENDENCY),
                changedPath(
                        "pipeline",
                        NOTE,
                        "a pipeline, which runs with the project's permissions",
                        ".github/workflows",
                        ".github/actions",
                        ".gitlab-ci.yml",
                        ".circleci",
                        ".travis.yml",
                        "azure-pipelines.yml",
                        "bitbucket-pipelines.yml",
                        "**/Jenkinsfile",
                        ".drone.yml"),
                changedPath(
                        "guarding-file",
                        NOTE,
                        "a file that says who reviews, what is checked or what hooks run",
                        "CODEOWNERS",
                        ".github/CODEOWNERS",
                        "docs/CODEOWNERS",
                        ".gitmodules",
                        ".husky",
                        ".githooks",
                        ".pre-commit-config.yaml",
                        ".gitleaks.toml",
                        "SECURITY.md",
                        ".github/dependabot.yml"),
                changedPath(
                        "agent-instructions",
                        NOTE,
                        "a file that tells agents or editors what to do or run",
                        "**/CLAUDE.md",
                        "**/AGENTS.md",
                        ".cursorrules",
                        ".cursor",
                        ".claude",
                        ".mcp.json",
                        ".github/copilot-instructions.md",
                        ".vscode/tasks.json",
                        ".vscode/settings.json"),
                changedPath(
                        "migration",
                        WARN,
                        "a migration: taking the code back does not take the data back",
                        "**/migrations/*.py",
                        "**/migrations/*.sql",
                        "**/migrations/*.ts",
                        "**/migrations/*.js",
                        "**/migrations/*.rb",
                        "**/migrations/*.php",
                        "**/migrations/*/*.sql",
                        "**/db/migrate",
                        "**/db/migration",
                        "**/db/changelog",
                        "**/liquibase",
                        "**/flyway",
                        "**/alembic/versions"),
                changedPath(
                        "dependency-manifest",
                        NOTE,
                        "a list of dependencies",
                        "**/pom.xml",
                        "**/build.gradle",
                        "**/build.gradle.kts",
                        "**/libs.versions.toml",
                        "**/package.json",
                        "**/requirements*.txt",
                        "**/pyproject.toml",
                        "**/setup.py",
                        "**/setup.cfg",
                        "**/Pipfile",
                        "**/go.mod",
                        "**/Cargo.toml",
                        "**/Gemfile",
                        "**/composer.json",
                        "**/*.csproj"),
                changedPath(
                        "lock-file",
                        NOTE,
                        "which versions of dependencies are used",
                        "**/package-lock.json",
                        "**/yarn.lock",
                        "**/pnpm-lock.yaml",
                        "**/poetry.lock",
                        "**/uv.lock",
                        "**/Pipfile.lock",
                        "**/go.sum",
                        "**/Cargo.lock",
                        "**/Gemfile.lock",
                        "**/composer.lock",
                        "**/gradle.lockfile",
                        "**/npm-shrinkwrap.json"));
    }
}
