extension LockSample {
    static let others: [LockSample] = [
        LockSample(
            "app/composer.lock",
            #"{"packages": [{"name": "v/a", "version": "1.0"}], "packages-dev": [{"name": "v/b", "version": "2.0"}]}"#,
            ["v/a 1.0", "v/b 2.0"],
            wrong: [
                "{}", #"{"packages": {}}"#, #"{"packages": "x"}"#, #"{"packages": [1]}"#,
                #"{"packages": [{"name": 1}]}"#,
                #"{"packages": [], "packages-dev": {}}"#, #"[{"name": "v/a", "version": "1.0"}]"#,
            ]),
        LockSample(
            "app/Package.resolved",
            #"{"pins": [{"identity": "a", "location": "https://host.example/o/a", "state": {"version": "1.0.0"}}], "version": 2}"#,
            ["host.example/o/a 1.0.0"],
            wrong: ["{}", #"{"pins": {}}"#, #"{"object": []}"#, #"{"object": {"pins": "x"}}"#, #"{"pins": [1]}"#]),
        LockSample(
            "app/Gemfile.lock",
            """
            GEM
              remote: https://gems.example/
              specs:
                a (1.0)
                  z (~> 2)
                z (2.0)

            PLATFORMS
              ruby

            DEPENDENCIES
              a

            BUNDLED WITH
               2.4.1

            """, ["a 1.0", "z 2.0"],
            wrong: ["{}\n", "GEM\n  specs:\n    a\n\nDEPENDENCIES\n", "PODS:\n  - a (1)\n"]),
        LockSample(
            "app/Podfile.lock",
            """
            PODS:
              - A (1.0):
                - Z (= 2.0)
              - Z (2.0)

            DEPENDENCIES:
              - A

            SPEC CHECKSUMS:
              A: "00"

            COCOAPODS: 1.11.3

            """, ["A 1.0", "Z 2.0"],
            wrong: ["PODS: x\nCOCOAPODS: 1\n", "PODS:\n  A: 1\nCOCOAPODS: 1\n", "PODS:\n  - A\nCOCOAPODS: 1\n"]),
        LockSample(
            "app/Cargo.lock",
            """
            version = 3

            [[package]]
            name = "app"
            version = "0.1.0"
            dependencies = [
             "libc",
             "winapi 0.3.9",
            ]

            [[package]]
            name = "libc"
            version = "0.2.150"
            source = "registry+https://index.example"

            [[package]]
            name = "winapi"
            version = "0.3.9"
            source = "registry+https://index.example"

            """, ["app 0.1.0", "libc 0.2.150", "winapi 0.3.9"],
            wrong: [
                "package = 1\n", "[package]\nname = \"a\"\n", "[[package]]\nname = \"a\"\n", "[[package]]\nname = 1\n",
            ], silentCuts: 1),
        LockSample(
            "app/pubspec.lock",
            """
            packages:
              a:
                dependency: "direct main"
                source: hosted
                version: "1.0.0"
            sdks:
              dart: ">=3.0.0 <4.0.0"

            """, ["a 1.0.0"], wrong: ["packages: [a]\nsdks: {}\n", "packages: {a: x}\nsdks: {}\n"]),
        LockSample(
            "app/mix.lock", #"%{"a": {:hex, :a, "1.0.0", "00", [:mix], [], "hexpm", "00"}}"# + "\n", ["a 1.0.0"],
            wrong: [#"%{"a": 1}"#, #"%{"a": {:hex, :a}}"#, #"{:a, "1"}"#]),
        LockSample(
            "app/rebar.lock", "{\"1.2.0\",\n[{<<\"a\">>,{pkg,<<\"a\">>,<<\"1.0.0\">>},0}]}.\n", ["a 1.0.0"],
            wrong: ["{\"1.2.0\", a}.\n", "[a].\n", "a.\n", "{\"1.2.0\", [{<<\"a\">>, {pkg, <<\"a\">>}, 0}]}.\n"]),
        LockSample(
            "app/conan.lock", #"{"version": "0.5", "requires": ["a/1.0#00%1"], "build_requires": []}"#, ["a 1.0"],
            wrong: [
                "{}", #"{"version": "0.5", "requires": {}}"#, #"{"version": "0.5", "requires": [1]}"#,
                #"{"version": "0.4", "graph_lock": []}"#, #"{"version": "0.4", "graph_lock": {"nodes": []}}"#,
                #"{"version": "0.4", "graph_lock": {"nodes": {"1": "x"}}}"#,
            ]),
        LockSample(
            "app/packages.lock.json",
            #"{"version": 1, "dependencies": {"net8.0": {"A": {"type": "Direct", "resolved": "1.0.0"}}}}"#, ["A 1.0.0"],
            wrong: [
                "{}", #"{"dependencies": []}"#, #"{"dependencies": {"net8.0": []}}"#,
                #"{"dependencies": {"net8.0": {"A": "1.0"}}}"#,
            ]),
        LockSample(
            "app/app.deps.json", #"{"libraries": {"A/1.0.0": {"type": "package"}}}"#, ["A 1.0.0"],
            wrong: [
                #"{"libraries": []}"#, #"{"libraries": {"A": {}}}"#, #"{"libraries": {"A/1": 1}}"#,
                #"{"runtimeTarget": {"name": "x"}}"#, #"{"libraries": {}, "targets": 9}"#,
            ]),
        LockSample(
            "app/vcpkg.json",
            #"{"dependencies": ["a", {"name": "b"}], "overrides": [{"name": "a", "version": "1.0"}]}"#,
            ["a 1.0", "b "],
            wrong: [
                #"{"packages": 7, "dependencies": [3]}"#, #"{"dependencies": {}}"#, #"{"dependencies": [{}]}"#,
                #"{"overrides": "a"}"#, #"{"overrides": [1]}"#,
            ]),
        LockSample(
            "app/go.mod",
            """
            module example.org/app

            go 1.22

            require example.org/b v1.0.0

            require (
            \texample.org/a v1.0.0 // indirect
            )

            retract [v1.0.0, v1.1.0]

            """, ["example.org/b v1.0.0", "example.org/a v1.0.0"],
            wrong: ["require a\n", "module a b\n", "module a\nrequire (\n", "module a\nreplace a b\n"], silentCuts: 6),
        LockSample(
            "app/go.sum", "example.org/a v1.0.0 h1:AA=\nexample.org/a v1.0.0/go.mod h1:AA=\n", [],
            wrong: ["example.org/a v1.0.0\n"]),
        LockSample(
            "app/packages.config", #"<packages><package id="A" version="1.0.0"/></packages>"#, ["A 1.0.0"],
            wrong: ["<packages><package/></packages>"]),
        LockSample(
            "app/gradle.lockfile",
            "# generated\ng:a:1.0=compileClasspath\ng:b:2.0=compileClasspath\nempty=annotationProcessor\n",
            ["g:a 1.0", "g:b 2.0"], wrong: ["g:a=1\nempty=\n", "{}\nempty=\n", "# generated\n"]),
        LockSample(
            "app/stack.yaml.lock",
            """
            packages:
            - completed:
                hackage: a-1.0@sha256:00,1
              original:
                hackage: a-1.0
            snapshots:
            - completed:
                size: 1
              original: lts-20.4

            """, ["a 1.0"],
            wrong: [
                "packages: x\nsnapshots: []\n", "packages: {a: 1}\nsnapshots: []\n", "packages: [a]\nsnapshots: []\n",
            ]),
        LockSample(
            "app/cabal.project.freeze",
            "active-repositories: hackage\nconstraints: any.a ==1.0,\n             any.z ==2.0\nindex-state: 2024\n",
            ["a 1.0", "z 2.0"], wrong: ["{}\n", "packages: .\n"]),
        LockSample(
            "app/cpanfile.snapshot",
            """
            # carton snapshot format: version 1.0
            DISTRIBUTIONS
              A-1.0
                pathname: A/AA/AAA/A-1.0.tar.gz
                provides:
                  A 1.0
                requirements:
                  B 0
              B-2.0
                pathname: A/AA/AAA/B-2.0.tar.gz
                provides:
                  B 2.0
                requirements:
                  perl 5.006

            """, ["A 1.0", "B 2.0"], wrong: ["{}\n", "DISTRIBUTIONS\n  no version\n"], silentCuts: 3),
        LockSample(
            "app/renv.lock",
            #"{"R": {"Version": "4.3.1"}, "Packages": {"A": {"Package": "A", "Version": "1.0", "Source": "Repository"}}}"#,
            ["A 1.0"],
            wrong: [
                "{}", #"{"R": {}, "Packages": []}"#, #"{"R": {}, "Packages": {"A": "1.0"}}"#,
                #"{"R": {}, "Packages": {"A": {}}}"#,
            ]),
    ]
}
