extension LockSample {
    static let python: [LockSample] = [
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
}
