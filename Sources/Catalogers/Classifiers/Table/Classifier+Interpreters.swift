extension Classifier {
    /// Interpreters and virtual machines of languages, but for Java.
    static let interpreters: [Classifier] = [
        Classifier(
            "python", ["python*", "libpython*.so*"],
            [.only("\0\(.version(3, 3, .prerelease))\0", likeName: true)],
            cpe: ["python_software_foundation:python", "python:python"],
            seen: "python3.11 3.11.2, libpython3.11 3.11.2 (Debian)"),
        Classifier(
            "pypy", ["libpypy*.so*", "pypy*"], ["[PyPy \(.release(3))"], cpe: ["pypy:pypy"],
            seen: "libpypy3.9-c.so 7.3.11 (Debian)"),
        Classifier(
            "node", ["node", "nodejs", "libnode*.so*"],
            [
                "node.js/v\(.version(3, 3, .prerelease))", "/download/release/v\(.release(3))/node-v",
                "\0node v\(.release(3))\0", .sole("\0v\(.release(3))\0"),
            ],
            cpe: ["nodejs:node.js"],
            seen: "libnode.so.108 18.20.4 (Debian), node 18.4.0, 24.19.0 (wheels)"),
        Classifier(
            "perl", ["perl", "perl5*", "libperl.so*"],
            [
                "/lib/perl5/\(.release(3))", "/share/perl/\(.release(3))\0", .sole("\0v\(.release(3))\0"),
            ],
            cpe: ["perl:perl"], seen: "perl 5.36.0 (Debian)"),
        Classifier(
            "php-fpm", ["php-fpm*"], ["X-Powered-By: PHP/\(.version(3, 3, .prerelease))"], cpe: ["php:php"],
            seen: "php-fpm8.2 8.2.36 (Debian)"),
        Classifier(
            "php-cli", ["php", "php5*", "php7*", "php8*", "php-cgi*", "phpdbg*"],
            ["X-Powered-By: PHP/\(.version(3, 3, .prerelease))"], cpe: ["php:php"],
            seen: "php8.2 8.2.36 (Debian)"),
        Classifier(
            "libphp", ["libphp*.so*"], ["X-Powered-By: PHP/\(.version(3, 3, .prerelease))"], cpe: ["php:php"],
            seen: "libphp8.2.so 8.2.36 (Debian)"),
        Classifier(
            "ruby", ["ruby*", "libruby*.so*"], ["ruby \(.version(3, 3, [.prerelease, .letters])) (2"],
            cpe: ["ruby-lang:ruby"], seen: "libruby-3.1.so 3.1.2p20 (Debian)"),
        Classifier(
            "luajit", ["luajit*", "libluajit*.so*"], ["LuaJIT \(.version(3, 3, .prerelease))"],
            cpe: ["luajit:luajit"], seen: "luajit, libluajit-5.1 2.1.0-beta3 (Debian)"),
        Classifier(
            "lua", ["lua*", "liblua*.so*"],
            ["$Lua: Lua \(.release(3))", "$LuaVersion: Lua \(.release(3))", "Lua \(.release(3))  Copyright"],
            cpe: ["lua:lua"], seen: "lua5.1 5.1.5, lua5.4 5.4.4, liblua5.4 5.4.4 (Debian)"),
        Classifier(
            "erlang", ["beam.smp", "erlexec", "erl_child_setup", "liberts*.a"],
            [
                "/otp_src_\(.version)/erts/", "/otp-\(.version)/erts/",
                "Erlang/OTP \(.gap(160))\0\(.version)\0", "\0\(.version)\(.zeros)Erlang/OTP",
            ],
            form: .named, cpe: ["erlang:erlang\\/otp"], seen: "beam.smp 25.2.3 (Debian)"),
        Classifier(
            "erlang", ["releases/*/OTP_VERSION"], ["\(.start)\(.version)"], form: .named,
            cpe: ["erlang:erlang\\/otp"], seen: "OTP_VERSION 25.2.3 (Debian)"),
        Classifier(
            "elixir", ["elixir"], ["ELIXIR_VERSION=\(.version(3, 3, .prerelease))"], form: .named,
            cpe: ["elixir-lang:elixir"], seen: "elixir 1.14.0 (Debian)"),
        Classifier(
            "elixir", ["elixir/ebin/elixir.app"], ["{vsn,\"\(.version(3, 3, .prerelease))\"}"], form: .named,
            cpe: ["elixir-lang:elixir"], seen: "elixir.app 1.14.0 (Debian)"),
        Classifier(
            "dart", ["dart", "dartaotruntime"],
            [
                "\0\(.version(3, 3, .build)) (stable)", "\0\(.version(3, 3, .build)) (beta)",
                "\0\(.version(3, 3, .build)) (dev)",
            ],
            cpe: ["dart:dart_software_development_kit"]),
        Classifier(
            "deno", ["deno"],
            [.only("Deno/\(.release(3))", notAfter: "-"), "cli/deno \(.release(3))", "deno \(.release(3))"],
            cpe: ["deno:deno"], seen: "deno 2.9.8 (wheel)"),
        Classifier("bun", ["bun"], ["Bun/\(.release(3))", "bun/\(.release(3)) npm/"], cpe: ["bun:bun"]),
        Classifier(
            "r", ["R/library/base/DESCRIPTION"], ["Package: base\n\(.gap(64))Version: \(.release(3))"], form: .named,
            cpe: ["r_project:r"], seen: "R 4.2.2 (Debian)"),
        Classifier(
            "julia", ["libjulia-internal.so*", "libjulia.so*"], ["__init__\0\(.release(3))\0verify"],
            cpe: ["julialang:julia"]),
        Classifier(
            "swipl", ["swipl", "libswipl.so*"], ["swipl-\(.release(3))/"], cpe: ["swi-prolog:swi-prolog"]),
        Classifier(
            "tcl", ["tclsh*", "libtcl*.so*"], ["\0\(.release(3))\0tcl_patchLevel\0"], cpe: ["tcl:tcl"],
            seen: "libtcl8.6.so 8.6.13 (Debian)"),
        Classifier(
            "mono", ["mono", "mono-sgen*"], ["--version=number\0\(.version(3, 4))\0"], cpe: ["mono-project:mono"],
            seen: "mono-sgen 6.8.0.105 (Debian)"),
        Classifier(
            "gawk", ["gawk*"], ["GNU Awk \(.version(2, 3))"], cpe: ["gnu:gawk"], seen: "gawk 5.2.1 (Debian)"),
    ]
}
