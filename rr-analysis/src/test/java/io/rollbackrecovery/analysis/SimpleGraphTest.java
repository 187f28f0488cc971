package io.rollbackrecovery.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SimpleGraphTest {
    private final MemoryRepository repository = new MemoryRepository();

    @Test
    void linksRustModulesAndPaths() {
        repository
                .file("my-lib/src/lib.rs", "pub mod a;", "mod b;", "#[path = \"odd/file.rs\"] mod c;", "pub use a::A;")
                .file("my-lib/src/a.rs", "pub mod deep;", "pub struct A;", "// mod no;", "fn f<'a>(x: &'a str) {}")
                .file("my-lib/src/a/deep.rs", "use super::super::b::{self, B as C, x::*};", "fn f() { crate::c::g() }")
                .file("my-lib/src/b/mod.rs", "pub struct B; const S: &str = r#\"use crate::a;\"#;")
                .file("my-lib/src/odd/file.rs", "pub fn g() { include_str!(\"data.txt\"); }")
                .file("my-lib/src/odd/data.txt", "x")
                .file("my-lib/tests/t.rs", "use my_lib::a::deep::X;", "use std::fmt;");

        assertThat(GraphText.edges(repository))
                .containsExactly(
                        "my-lib/src/a.rs -> my-lib/src/a/deep.rs import",
                        "my-lib/src/a/deep.rs -> my-lib/src/b/mod.rs import",
                        "my-lib/src/a/deep.rs -> my-lib/src/b/mod.rs wildcard",
                        "my-lib/src/a/deep.rs -> my-lib/src/odd/file.rs reference",
                        "my-lib/src/lib.rs -> my-lib/src/a.rs import",
                        "my-lib/src/lib.rs -> my-lib/src/a.rs re-export",
                        "my-lib/src/lib.rs -> my-lib/src/b/mod.rs import",
                        "my-lib/src/lib.rs -> my-lib/src/odd/file.rs import",
                        "my-lib/src/odd/file.rs -> my-lib/src/odd/data.txt import",
                        "my-lib/tests/t.rs -> my-lib/src/a/deep.rs import");
    }

    @Test
    void linksIncludesOfC() {
        repository
                .file("src/main.c", "#include \"util.h\"", "#  include <lib/api.h>", "/*", "#include \"no.h\"", "*/")
                .file("src/util.h", "#include \"twice.h\"")
                .file("src/util.c", "#include \"util.h\"")
                .file("src/no.h", "")
                .file("include/lib/api.h", "#include <stdio.h>")
                .file("one/twice.h", "")
                .file("two/twice.h", "");

        assertThat(GraphText.edges(repository))
                .containsExactly(
                        "src/main.c -> include/lib/api.h import",
                        "src/main.c -> src/util.h import",
                        "src/util.c -> src/util.h import",
                        "src/util.h -> one/twice.h ambiguous",
                        "src/util.h -> src/util.c reference",
                        "src/util.h -> two/twice.h ambiguous");
    }

    @Test
    void linksNamespacesOfCsharp() {
        repository
                .file("A.cs", "namespace App.Core;", "public partial class A { }")
                .file("A2.cs", "namespace App.Core { partial class A { string s = @\"c:\\\"; } }")
                .file("Use.cs", "using App.Core;", "namespace Web { class Use { A a = new(); } }")
                .file("Inner.cs", "namespace App.Core.Deep;", "class Inner : A { }")
                .file("Alias.cs", "using X = App.Core.Deep.Inner;", "class Alias { X x; char c = '\"'; }")
                .file("Full.cs", "class Full { App.Core.Deep.Inner i; }")
                .file("Global.cs", "global using App.Core.Deep;")
                .file("Implied.cs", "class Implied { Inner i; /* A */ }");

        assertThat(GraphText.edges(repository))
                .containsExactly(
                        "A.cs -> A2.cs same-package",
                        "A2.cs -> A.cs same-package",
                        "Alias.cs -> Inner.cs import",
                        "Full.cs -> Inner.cs reference",
                        "Implied.cs -> Inner.cs wildcard",
                        "Inner.cs -> A.cs same-package",
                        "Inner.cs -> A2.cs same-package",
                        "Use.cs -> A.cs wildcard",
                        "Use.cs -> A2.cs wildcard");
    }

    @Test
    void linksNamespacesAndIncludesOfPhp() {
        repository
                .file("src/A.php", "<p>class No</p><?php", "namespace App;", "class A { }", "function helper() {}")
                .file("src/B.php", "<?php", "namespace App;", "$x = new A(); // new C()")
                .file("src/C.php", "<?php", "namespace Web;", "use App\\{A, Sub\\D as E};", "class C extends E {}")
                .file("src/D.php", "<?php", "namespace App\\Sub;", "class D { const X = 'it''s'; }")
                .file("src/F.php", "<?php", "$y = \\App\\Sub\\D::X; require_once __DIR__ . '/inc/g.php';")
                .file("src/inc/g.php", "<?php echo 1 ?> it's")
                .file("src/H.php", "<?php", "use function App\\helper;", "helper();");

        assertThat(GraphText.edges(repository))
                .containsExactly(
                        "src/B.php -> src/A.php same-package",
                        "src/C.php -> src/A.php import",
                        "src/C.php -> src/D.php import",
                        "src/F.php -> src/D.php reference",
                        "src/F.php -> src/inc/g.php import",
                        "src/H.php -> src/A.php import");
    }

    @Test
    void linksRequiresAndConstantsOfRuby() {
        repository
                .file("app/models/user_account.rb", "class UserAccount", "end")
                .file("app/models/shop/cart.rb", "module Shop; class Cart; end; end")
                .file("lib/tool.rb", "require_relative 'tool/part'", "require 'json'", "# require 'other'")
                .file("lib/tool/part.rb", "class Tool::Part; end")
                .file("lib/other.rb", "x = Shop::Cart.new(UserAccount)", "autoload :Part, 'tool/part'");

        assertThat(GraphText.edges(repository))
                .containsExactly(
                        "lib/other.rb -> app/models/shop/cart.rb reference",
                        "lib/other.rb -> app/models/user_account.rb reference",
                        "lib/other.rb -> lib/tool/part.rb import",
                        "lib/other.rb -> lib/tool/part.rb reference",
                        "lib/tool.rb -> lib/tool/part.rb import");
    }

    @Test
    void linksScriptsAndSchemas() {
        repository
                .file("bin/run.sh", "set -e; source \"$(dirname \"$0\")/../lib/a.sh\"", ". ./env", "bash bin/b.sh")
                .file("bin/env", "X=1")
                .file("bin/b.sh", "# source lib/a.sh")
                .file("lib/a.sh", "echo")
                .file("proto/x/a.proto", "import public \"x/b.proto\";", "import \"google/protobuf/any.proto\";")
                .file("proto/x/b.proto", "")
                .file("db/all.sql", "\\i tables.sql", "-- \\i no.sql", "select 1;")
                .file("db/tables.sql", "create table t ();")
                .file("db/no.sql", "");

        assertThat(GraphText.edges(repository))
                .containsExactly(
                        "bin/run.sh -> bin/b.sh reference",
                        "bin/run.sh -> bin/env import",
                        "bin/run.sh -> lib/a.sh import",
                        "db/all.sql -> db/tables.sql import",
                        "proto/x/a.proto -> proto/x/b.proto import");
    }

    @Test
    void linksStylesAndPages() {
        repository
                .file("web/index.html", "<link href='css/main.css?v=1'><img src=/img/a.png><a href=\"http://x/y\">", "")
                .file("web/css/main.css", "@import url(\"base.css\"); b { background: url(../img/a.png) }")
                .file("web/css/base.css", "/* @import 'no.css'; */")
                .file("web/css/no.css", "")
                .file("web/css/theme.scss", "@use 'colors';", "// @use 'no';")
                .file("web/css/_colors.scss", "")
                .file("web/img/a.png", "png");

        assertThat(GraphText.edges(repository))
                .containsExactly(
                        "web/css/main.css -> web/css/base.css import",
                        "web/css/main.css -> web/img/a.png reference",
                        "web/css/theme.scss -> web/css/_colors.scss import",
                        "web/index.html -> web/css/main.css import",
                        "web/index.html -> web/img/a.png import");
    }

    @Test
    void linksConfigurationToPathsAndClasses() {
        repository
                .file("src/main/java/a/Main.java", "package a;", "class Main { static class In {} }")
                .file("app/settings.py", "x = 1")
                .file("tools/check.sh", "echo")
                .file(".github/workflows/ci.yml", "run: ./tools/check.sh && version 1.2.3")
                .file("conf/app.properties", "main.class=a.Main", "inner=a.Main$In", "url=http://example.com/a.Main")
                .file("conf/django.toml", "module = \"app.settings\"")
                .file("Dockerfile", "COPY app/settings.py /srv/")
                .file("beans.xml", "<bean class='a.Main'/>")
                .file("notes.md", "a.Main");

        assertThat(GraphText.edges(repository))
                .containsExactly(
                        ".github/workflows/ci.yml -> tools/check.sh config",
                        "Dockerfile -> app/settings.py config",
                        "beans.xml -> src/main/java/a/Main.java config",
                        "conf/app.properties -> src/main/java/a/Main.java config",
                        "conf/django.toml -> app/settings.py config");
    }
}
