package io.rollbackrecovery.analysis;

import io.rollbackrecovery.analysis.internal.lang.FileClasses;
import io.rollbackrecovery.analysis.spi.Declaration;
import io.rollbackrecovery.analysis.spi.DeclarationKind;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.Mention;
import io.rollbackrecovery.core.graph.DependencyGraph;
import io.rollbackrecovery.core.graph.Direction;
import io.rollbackrecovery.core.graph.Reach;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Finds the files through which changed files are reached from outside, by the customs of languages and frameworks. */
final class EntryPointSearch {
    private static final int MOST_ORIGINS = 500;
    private static final Set<String> WEB_NAMES = Set.of(
            "RestController",
            "Controller",
            "RequestMapping",
            "GetMapping",
            "PostMapping",
            "PutMapping",
            "DeleteMapping",
            "HttpServlet",
            "WebServlet",
            "ServerEndpoint",
            "APIRouter",
            "FastAPI",
            "Blueprint",
            "APIView",
            "ViewSet",
            "ModelViewSet",
            "HttpGet",
            "HttpPost",
            "ApiController",
            "HandlerFunc",
            "NextRequest",
            "createTRPCRouter");
    private static final Set<String> WEB_MEMBERS =
            Set.of("add_url_rule", "route", "HandleFunc", "api_route", "websocket_route", "registerRoute");
    private static final Set<String> EVENT_NAMES = Set.of(
            "Scheduled",
            "KafkaListener",
            "RabbitListener",
            "JmsListener",
            "SqsListener",
            "EventListener",
            "shared_task");
    private static final Set<String> ROUTERS = Set.of("express", "router", "fastify", "Router");
    private static final Set<String> VERBS = Set.of("get", "post", "put", "delete", "patch");
    private static final Set<String> PROGRAM_FILES = Set.of(
            "__main__.py",
            "manage.py",
            "wsgi.py",
            "asgi.py",
            "main.py",
            "cli.py",
            "main.rs",
            "main.c",
            "main.cpp",
            "main.ts",
            "main.js",
            "server.ts",
            "server.js",
            "cli.ts",
            "cli.js",
            "cli.mjs",
            "Program.cs");
    private static final Set<String> API_FILES = Set.of(
            "__init__.py", "module-info.java", "lib.rs", "mod.rs", "index.ts", "index.js", "index.mjs", "index.tsx");

    private final LinkedRevision now;
    private final LinkedRevision before;
    private final Map<RepoPath, Optional<EntryPointKind>> kinds = new HashMap<>();

    EntryPointSearch(LinkedRevision now, LinkedRevision before) {
        this.now = now;
        this.before = before;
    }

    /** Those that reach one of the changed files; of more than 500 of these the first are looked at. */
    List<EntryPoint> find(Collection<RepoPath> changed) {
        Map<RepoPath, SortedSet<RepoPath>> reached = new HashMap<>();
        Map<RepoPath, Integer> distances = new HashMap<>();
        int looked = 0;
        for (RepoPath path : new TreeSet<>(changed)) {
            if (looked++ >= MOST_ORIGINS) {
                break;
            }
            note(path, path, 0, reached, distances);
            boolean present = now.graph().contains(path);
            DependencyGraph<RepoPath> graph = present ? now.graph() : before.graph();
            if (!graph.contains(path)) {
                continue;
            }
            Reach<RepoPath> reach = graph.reach(List.of(path), Direction.DEPENDENTS);
            for (RepoPath dependent : reach.nodes()) {
                note(dependent, path, reach.distance(dependent), reached, distances);
            }
        }
        List<EntryPoint> found = new ArrayList<>();
        reached.forEach((path, reaches) -> kind(path)
                .ifPresent(kind ->
                        found.add(new EntryPoint(path, kind, distances.getOrDefault(path, 0), List.copyOf(reaches)))));
        found.sort(Comparator.comparingInt(EntryPoint::distance).thenComparing(EntryPoint::path));
        return found;
    }

    private void note(
            RepoPath path,
            RepoPath origin,
            int distance,
            Map<RepoPath, SortedSet<RepoPath>> reached,
            Map<RepoPath, Integer> distances) {
        if (kind(path).isPresent()) {
            reached.computeIfAbsent(path, key -> new TreeSet<>()).add(origin);
            distances.merge(path, distance, Math::min);
        }
    }

    private Optional<EntryPointKind> kind(RepoPath path) {
        return kinds.computeIfAbsent(path, key -> {
            if (FileClasses.isTest(key)) {
                return Optional.empty();
            }
            Optional<FileFacts> facts =
                    now.revision().factsOf(key).or(() -> before.revision().factsOf(key));
            return facts.flatMap(known -> kind(key, known));
        });
    }

    private static Optional<EntryPointKind> kind(RepoPath path, FileFacts facts) {
        String name = path.name();
        String whole = "/" + path;
        Set<String> names = texts(facts.names());
        Set<String> members = texts(facts.members());
        boolean routes =
                names.stream().anyMatch(ROUTERS::contains) && members.stream().anyMatch(VERBS::contains);
        boolean byFolder = (whole.contains("/pages/api/") || (whole.contains("/app/") && name.startsWith("route.")))
                && name.matches(".*\\.[jt]sx?");
        if (names.stream().anyMatch(WEB_NAMES::contains)
                || members.stream().anyMatch(WEB_MEMBERS::contains)
                || routes
                || byFolder
                || name.equals("urls.py")) {
            return Optional.of(EntryPointKind.WEB);
        }
        if (names.stream().anyMatch(EVENT_NAMES::contains)) {
            return Optional.of(EntryPointKind.EVENT);
        }
        if (PROGRAM_FILES.contains(name)
                || whole.contains("/bin/")
                || facts.declarations().stream().anyMatch(d -> isMain(d, facts))) {
            return Optional.of(EntryPointKind.PROGRAM);
        }
        return API_FILES.contains(name) ? Optional.of(EntryPointKind.API) : Optional.empty();
    }

    private static boolean isMain(Declaration declared, FileFacts facts) {
        boolean function = declared.kind() == DeclarationKind.FUNCTION || declared.kind() == DeclarationKind.METHOD;
        boolean go =
                declared.kind() == DeclarationKind.FUNCTION && facts.namespace().equals("main");
        boolean type =
                declared.kind() == DeclarationKind.METHOD && declared.name().indexOf('.') > 0;
        return function && declared.simpleName().equals("main") && (go || type);
    }

    private static Set<String> texts(List<Mention> mentions) {
        Set<String> texts = new HashSet<>();
        mentions.forEach(mention -> texts.add(mention.text()));
        return texts;
    }
}
