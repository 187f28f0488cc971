package io.rollbackrecovery.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PythonGraphTest {
    private final MemoryRepository repository = new MemoryRepository();

    @Test
    void linksModulesAndNames() {
        repository
                .file("user_profile.py", "class UserProfile:", "    name: str = ''")
                .file("user_api.py", "from user_profile import UserProfile")
                .file("test_user_api.py", "import user_api, json")
                .file("admin.py", "import user_api as api", "print(api.get())");

        assertThat(GraphText.edges(repository))
                .containsExactly(
                        "admin.py -> user_api.py import",
                        "test_user_api.py -> user_api.py import",
                        "user_api.py -> user_profile.py import");
    }

    @Test
    void triesModuleAndAttribute() {
        repository
                .file("pkg/__init__.py", "from .core import run", "VERSION = 1")
                .file("pkg/core.py", "def run(): pass")
                .file("pkg/extra.py", "from . import core", "from .. import nothing")
                .file("use1.py", "from pkg import core")
                .file("use2.py", "from pkg import run, VERSION")
                .file("use3.py", "import pkg", "pkg.extra.go()")
                .file("use4.py", "from pkg.core import (", "    run,", "    other as o,", ")");

        assertThat(GraphText.edges(repository))
                .containsExactly(
                        "pkg/__init__.py -> pkg/core.py re-export",
                        "pkg/extra.py -> pkg/core.py import",
                        "use1.py -> pkg/core.py import",
                        "use2.py -> pkg/__init__.py import",
                        "use3.py -> pkg/__init__.py import",
                        "use3.py -> pkg/extra.py reference",
                        "use4.py -> pkg/core.py import");
    }

    @Test
    void findsSourceRootsAndNamespacePackages() {
        repository
                .file("src/app/models/user.py", "class User: pass")
                .file("src/app/api.py", "from app.models.user import User")
                .file("tests/test_api.py", "from app import api", "import app.models.user")
                .file("tools/run.py", "from app.api import x");

        assertThat(GraphText.edges(repository))
                .containsExactly(
                        "src/app/api.py -> src/app/models/user.py import",
                        "tests/test_api.py -> src/app/api.py import",
                        "tests/test_api.py -> src/app/models/user.py import",
                        "tools/run.py -> src/app/api.py import");
    }

    @Test
    void tagsWhatIsWeaker() {
        repository
                .file("app/__init__.py")
                .file("app/a.py", "def f(): pass", "def g(): pass")
                .file("app/star.py", "from .a import *", "f()")
                .file("app/types.py", "from typing import TYPE_CHECKING", "if TYPE_CHECKING:", "    from .a import f")
                .file("app/load.py", "import importlib", "importlib.import_module('app.a')")
                .file("app/text.py", "BACKEND = 'app.a'", "HANDLER = \"app.a.f\"", "NONE = 'app.a.nothing'")
                .file("one/util.py", "x = 1")
                .file("two/util.py", "x = 1")
                .file("three/main.py", "import util");

        assertThat(GraphText.edges(repository))
                .containsExactly(
                        "app/load.py -> app/a.py string",
                        "app/load.py -> app/a.py dynamic",
                        "app/star.py -> app/a.py wildcard",
                        "app/text.py -> app/a.py string",
                        "app/types.py -> app/a.py type-only",
                        "three/main.py -> one/util.py ambiguous",
                        "three/main.py -> two/util.py ambiguous");
    }
}
