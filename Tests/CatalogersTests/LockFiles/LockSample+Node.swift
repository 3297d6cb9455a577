extension LockSample {
    static let node: [LockSample] = [
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
}
