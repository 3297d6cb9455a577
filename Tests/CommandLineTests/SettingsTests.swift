import JSON
import TestSupport
import Testing

@Suite("Options from the environment and the configuration file")
struct SettingsTests {
    private let place: Workplace
    private let target: String

    init() throws {
        place = try Workplace()
        target = try SampleImages.image().writeLayout(place.folder)
    }

    private func findings(_ arguments: [String] = [], _ variables: [String: String] = [:], file: String? = nil) throws
        -> [String]
    {
        var variables = variables
        if let file { variables["HULLMARK_CONFIG"] = try place.folder.write("settings.yaml", text: file) }
        let run = try place.run(["scan", target, "--format", "json"] + arguments, environment: variables)
        try #require(run.end == .exited(0), "\(run.errorText)")
        return try run.report().matches.compactMap { $0["severity"]?.string }
    }

    @Test("a flag counts before the environment, and that before the file")
    func precedence() throws {
        let file = "severity: low\n"
        #expect(try findings(file: file) == ["low"])
        #expect(try findings([], ["HULLMARK_SEVERITY": "critical"], file: file) == ["critical"])
        #expect(try findings(["--severity", "high"], ["HULLMARK_SEVERITY": "critical"], file: file) == ["high"])
        #expect(try findings(["--severity=high"], ["HULLMARK_SCAN_SEVERITY": "critical"]) == ["high"])
        #expect(
            try findings([], ["HULLMARK_SCAN_SEVERITY": "high", "HULLMARK_SEVERITY": "critical"]) == ["high"])
    }

    @Test(
        "lists, flags and commands' own options are read from YAML and JSON",
        arguments: [
            ("severity: [critical, high]", 2), ("scan: {severity: high}", 1), ("scan:\n  severity: [high]\n", 1),
            (#"{"scan": {"severity": "critical,high"}}"#, 2), ("severity: low\nscan:\n  severity: high\n", 1),
            ("only-fixed: true", 3), ("only-fixed: no", 5), ("sbom: {format: spdx-json}", 5), ("", 5),
            ("# nothing\n", 5),
            ("db:\n  update:\n    from: http://localhost:1\n", 5),
        ])
    func files(_ text: String, _ count: Int) throws {
        #expect(try findings(file: text).count == count)
    }

    @Test("the file is found among the user's settings", arguments: ["yaml", "yml", "json"])
    func usualPlace(_ ending: String) throws {
        try place.folder.write("settings/hullmark/config.\(ending)", text: #"{"severity": "high"}"#)
        let variables = ["XDG_CONFIG_HOME": place("settings")]
        #expect(try findings([], variables) == ["high"])
        try place.folder.write("home/.config/hullmark/config.\(ending)", text: #"{"severity": "critical"}"#)
        #expect(try findings() == ["critical"])
        #expect(try findings([], ["XDG_CONFIG_HOME": "settings"]) == ["critical"], "relative paths are ignored")
    }

    @Test(
        "a file that says something unknown is refused by name and line",
        arguments: [
            ("severty: high", "line 1: unknown option \"severty\"; did you mean severity?"),
            ("scan:\n  formt: json\n", "line 2: unknown option \"formt\"; did you mean format?"),
            ("scna: {}", "did you mean scan?"), ("severity: high\nseverity: low", "severity"), ("- a", "line 1"),
            ("severity: {a: b}", "severity"), ("severity: [[a]]", "severity"), ("scan: 1", "scan"), ("a: [", "line"),
            ("only-fixed: maybe", "use true or false"), ("severity: hgih", "did you mean high?"),
        ])
    func refused(_ text: String, _ reason: String) throws {
        let file = try place.folder.write("settings.yaml", text: text)
        let run = try place.run("scan", target, environment: ["HULLMARK_CONFIG": file])
        #expect(run.end == .exited(1))
        #expect(run.output.isEmpty)
        #expect(run.errorText.contains(reason), "\(run.errorText)")
        #expect(run.errorText.contains(file), "\(run.errorText)")
        #expect(try place.run("scan", "--help", environment: ["HULLMARK_CONFIG": file]).end == .exited(0))
    }

    @Test("a file that is named and missing is an error")
    func missing() throws {
        let run = try place.run("scan", target, environment: ["HULLMARK_CONFIG": place("none.yaml")])
        #expect(run.end == .exited(1))
        #expect(run.errorText.contains("none.yaml"))
    }

    @Test("a wrong value of a variable is told with the variable's name")
    func wrongVariable() throws {
        let run = try place.run("scan", target, environment: ["HULLMARK_FAIL_ON": "sometimes"])
        #expect(run.end == .exited(1))
        #expect(run.errorText.contains("HULLMARK_FAIL_ON"), "\(run.errorText)")
        let flag = try place.run("scan", target, environment: ["HULLMARK_ONLY_FIXED": "perhaps"])
        #expect(flag.errorText.contains("HULLMARK_ONLY_FIXED: invalid value \"perhaps\""))
    }

    @Test("gates, quiet runs and short spellings are set by variables too")
    func variables() throws {
        let gated = try place.run("scan", target, environment: ["HULLMARK_FAIL_ON": "critical", "HULLMARK_QUIET": "1"])
        #expect(gated.end == .exited(2))
        #expect(gated.errors.isEmpty)
        let json = try place.run("scan", target, environment: ["HULLMARK_FORMAT": "json"])
        #expect(json.text.hasPrefix("{"))
        let table = try place.run("scan", target, "-f", "table", environment: ["HULLMARK_FORMAT": "json"])
        #expect(!table.text.hasPrefix("{"))
    }

    @Test("HULLMARK_FROM is where images are looked up, and never the source of advisories")
    func from() throws {
        let run = try place.run("db", "build", environment: ["HULLMARK_FROM": "registry", "HULLMARK_DB_FROM": "x"])
        #expect(run.end == .exited(1))
        #expect(run.errorText.contains("--from"))
    }

    @Test(
        "unknown commands and values are told in a few lines, with the word that was meant",
        arguments: [
            (["scna", "x"], "unknown command \"scna\"; did you mean scan?"), (["db", "updte"], "did you mean update?"),
            (["frobnicate"], "unknown command \"frobnicate\"; known: scan"),
            (["scan", "x", "--format", "jsno"], "id you mean json?"),
            (["scan", "x", "--severity", "hgih"], "did you mean high?"),
            (["scan", "x", "--severty", "high"], "--severity"),
            (["sbom", "x", "-f", "spdx-jsno"], "did you mean spdx-json?"),
            (["scan", "x", "--from", "dokcer"], "id you mean docker?"), (["scan"], "Missing expected argument"),
            (["scan", "x", "--password-stdin"], "--username"),
            (["scan", "-", "--username", "u", "--password-stdin"], "standard input"),
        ])
    func usage(_ words: [String], _ reason: String) throws {
        let run = try place.run(words)
        #expect(run.end == .exited(1))
        #expect(run.errorText.contains(reason), "\(run.errorText)")
        #expect(run.errorText.split(separator: "\n").count <= 4, "\(run.errorText)")
        #expect(run.errorText.contains("--help shows the usage"))
    }

    @Test("credentials of the command line reach the registry, and no message shows the password")
    func credentials() throws {
        let registry = try FakeRegistry(.basic(user: "me", password: "p:w"))
        registry.put(SampleImages.image(), in: "team/app")
        let name = "\(registry.authority)/team/app"
        let scan = "$HULLMARK scan -f json \(name) --username me"
        for command in [
            "echo p:w | \(scan) --password-stdin", "printf p:w | \(scan) --password-stdin",
            "HULLMARK_PASSWORD=p:w \(scan)",
        ] {
            let run = try place.shell(command)
            #expect(run.end == .exited(0), "\(run.errorText)")
        }
        let wrong = try place.shell("echo secret-word | \(scan) --password-stdin")
        #expect(wrong.end == .exited(1))
        #expect(!wrong.errorText.contains("secret-word"))
        let none = try place.shell("\(scan) < /dev/null")
        #expect(none.end == .exited(1))
        #expect(none.errorText.contains("--password-stdin or HULLMARK_PASSWORD"), "\(none.errorText)")
    }
}
