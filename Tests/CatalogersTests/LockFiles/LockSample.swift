import Testing

/// A lock file of one format, whole, and what it lists.
struct LockSample: Sendable, CustomTestStringConvertible {
    /// Where it lies, which says what it is.
    let path: String
    let text: String
    /// Name and version of each package, in the file's order.
    let packages: [String]
    /// Other things in the same place: each must be told.
    let wrong: [String]
    /// At how many ends of lines a cut leaves what looks like a shorter file, since what stands before needs nothing of the rest.
    let silentCuts: Int

    init(_ path: String, _ text: String, _ packages: [String], wrong: [String], silentCuts: Int = 0) {
        self.silentCuts = silentCuts
        self.path = path
        self.text = text
        self.packages = packages
        self.wrong = wrong
    }

    var testDescription: String { path }

    /// What is no document of any of the formats.
    static let strange = ["[]", "[1]", "\"text\"", "7\n", "hello\n", "<x/>", "- a\n- b\n", "null"]
}

extension LockSample {
    static let all: [LockSample] = node + python + others

    private static let node: [LockSample] = [
        LockSample(
            "app/package-lock.json",
            #"{"name": "app", "lockfileVersion": 3, "packages": {"": {"name": "app"}, "#
                + #""node_modules/a": {"version": "1.0.0"}, "node_modules/b": {"version": "2.0.0"}}}"#,
            ["a 1.0.0", "b 2.0.0"],
            wrong: [
                "{}", #"{"lockfileVersion": 3, "packages": []}"#, #"{"lockfileVersion": 3, "packages": "x"}"#,
                #"{"lockfileVersion": 3, "packages": {"node_modules/a": "1"}}"#, #"{"dependencies": ["a"]}"#,
                #"{"lockfileVersion": 1, "dependencies": {"a": "1"}}"#,
            ]),
        LockSample(
            "old/package-lock.json",
            #"{"name": "app", "lockfileVersion": 1, "dependencies": {"a": {"version": "1.0.0"}}}"#, ["a 1.0.0"],
            wrong: []),
        LockSample(
            "classic/yarn.lock",
            """
            # yarn lockfile v1


            a@^1.0.0:
              version "1.0.0"
              resolved "https://registry.example/a/-/a-1.0.0.tgz#00"
              dependencies:
                b "^2.0.0"
                z "^1.0.0"

            b@^2.0.0:
              version "2.0.1"
              resolved "https://registry.example/b/-/b-2.0.1.tgz#00"

            z@^1.0.0:
              version "1.2.3"
              resolved "https://registry.example/z/-/z-1.2.3.tgz#00"

            """, ["a 1.0.0", "b 2.0.1", "z 1.2.3"],
            wrong: ["a:\n", "a@^1:\n", "a@^1:\n  version\n", "{}\n", #"{"a": 1}"#, "version \"1\"\n"], silentCuts: 4),
        LockSample(
            "berry/yarn.lock",
            """
            __metadata:
              version: 8

            "a@npm:^1.0.0":
              version: 1.0.0
              resolution: "a@npm:1.0.0"
              dependencies:
                z: "npm:^1.0.0"
              languageName: node
              linkType: hard

            "app@workspace:.":
              version: 0.0.0-use.local
              resolution: "app@workspace:."
              dependencies:
                a: "npm:^1.0.0"
              languageName: unknown
              linkType: soft

            "z@npm:^1.0.0":
              version: 1.2.3
              resolution: "z@npm:1.2.3"
              languageName: node
              linkType: hard

            """, ["a 1.0.0", "z 1.2.3"],
            wrong: [
                "- __metadata: 1\n", "__metadata: [\n", "__metadata:\n  version: 8\n\n\"a@npm:1\": x\n",
                "__metadata:\n  version: 8\n\n\"a@npm:1\":\n  resolution: [x]\n",
            ]),
        LockSample(
            "nine/pnpm-lock.yaml",
            """
            lockfileVersion: '9.0'

            importers:

              .:
                dependencies:
                  a:
                    specifier: ^1.0.0
                    version: 1.0.0

            packages:

              a@1.0.0:
                resolution: {integrity: sha512-AA==}

              z@1.2.3:
                resolution: {integrity: sha512-AA==}

            snapshots:

              a@1.0.0:
                dependencies:
                  z: 1.2.3

              z@1.2.3: {}

            """, ["a 1.0.0", "z 1.2.3"],
            wrong: [
                "packages: {}\n", "lockfileVersion: '9.0'\npackages: [a]\n", "lockfileVersion: '9.0'\npackages: x\n",
                "lockfileVersion: '9.0'\npackages:\n  a@1.0.0: x\nsnapshots:\n  a@1.0.0: {}\n", "lockfileVersion: {}\n",
            ]),
        LockSample(
            "six/pnpm-lock.yaml",
            """
            lockfileVersion: '6.0'

            dependencies:
              a:
                specifier: ^1.0.0
                version: 1.0.0

            packages:

              /a@1.0.0:
                resolution: {integrity: sha512-AA==}
                dependencies:
                  z: 1.2.3

              /z@1.2.3:
                resolution: {integrity: sha512-AA==}

            """, ["a 1.0.0", "z 1.2.3"], wrong: [], silentCuts: 3),
        LockSample(
            "app/bun.lock",
            """
            {
              "lockfileVersion": 1,
              "workspaces": {"": {"name": "app", "dependencies": {"a": "^1.0.0"}}},
              "packages": {
                "a": ["a@1.0.0", "", {}, "sha512-AA=="],
              }
            }

            """, ["a 1.0.0"],
            wrong: [
                "{}", #"{"lockfileVersion": 1, "packages": []}"#, #"{"lockfileVersion": 1, "packages": {"a": "a@1"}}"#,
                #"{"lockfileVersion": 1, "packages": {"a": [1]}}"#,
            ]),
    ]

    private static let python: [LockSample] = [
        LockSample(
            "app/Pipfile.lock",
            #"{"_meta": {"pipfile-spec": 6}, "default": {"a": {"version": "==1.0"}}, "develop": {"b": {"version": "==2"}}}"#,
            ["a 1.0", "b 2"],
            wrong: ["{}", #"{"_meta": {}, "default": ["a"]}"#, #"{"_meta": {}, "default": {"a": "==1.0"}}"#]),
        LockSample(
            "app/poetry.lock",
            """
            [[package]]
            name = "a"
            version = "1.0"

            [[package]]
            name = "b"
            version = "2.0"

            [metadata]
            lock-version = "2.0"
            python-versions = "^3.8"
            content-hash = "00"

            """, ["a 1.0", "b 2.0"],
            wrong: [
                "package = 1\n[metadata]\n", "[[package]]\nversion = \"1\"\n[metadata]\n", "[package]\nname = \"a\"\n",
            ]),
        LockSample(
            "app/uv.lock",
            """
            version = 1
            requires-python = ">=3.8"

            [[package]]
            name = "a"
            version = "1.0"
            source = { registry = "https://index.example/simple" }

            [[package]]
            name = "app"
            version = "0.1.0"
            source = { virtual = "." }
            dependencies = [
                { name = "a" },
                { name = "z" },
            ]

            [[package]]
            name = "z"
            version = "2.0"
            source = { registry = "https://index.example/simple" }

            """, ["a 1.0", "z 2.0"],
            wrong: ["version = 1\npackage = \"x\"\n", "version = 1\n[[package]]\nversion = \"1\"\n"], silentCuts: 1),
        LockSample(
            "app/pdm.lock",
            """
            [metadata]
            groups = ["default"]
            lock_version = "4.5.0"

            [[package]]
            name = "a"
            version = "1.0"

            """, ["a 1.0"], wrong: ["[metadata]\n[package]\nname = \"a\"\n"], silentCuts: 4),
        LockSample(
            "app/pylock.toml",
            """
            lock-version = "1.0"
            created-by = "pip"

            [[packages]]
            name = "a"
            version = "1.0"

            """, ["a 1.0"], wrong: ["lock-version = \"1.0\"\npackages = 1\n"], silentCuts: 3),
    ]

    private static let others: [LockSample] = [
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
            wrong: [#"{"libraries": []}"#, #"{"libraries": {"A": {}}}"#, #"{"libraries": {"A/1": 1}}"#]),
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
