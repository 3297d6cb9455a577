import Bytes
import JSON
import Platform
import TestSupport
import Testing

@Suite("hullmark profile")
struct ProfileTests {
    private let place: Workplace
    private let layout: String

    init() throws {
        place = try Workplace(hasAdvisories: false)
        var image = ImageFixture([
            [
                TarWriter.Entry("bin/serve", Array("#!/bin/sh\nexec /bin/tool\n".utf8), mode: 0o755),
                TarWriter.Entry("bin/sh", Array("\u{7f}ELF".utf8), mode: 0o755),
                TarWriter.Entry("bin/tool", Array("tool".utf8), mode: 0o755),
                TarWriter.Entry("etc/passwd", text: "root:x:0:0:::\napp:x:7:8:::\n"),
            ]
        ])
        image.settings = #""Cmd":["serve"],"User":"app","ExposedPorts":{"8080/tcp":{}}"#
        layout = try image.writeLayout(place.folder)
    }

    private func derive(_ name: String) throws -> String {
        let run = try place.run("profile", "derive", layout, "--output", place(name))
        try #require(run.end == .exited(0), "\(run.errorText)")
        return place(name)
    }

    @Test("derives the same bytes each time, which it reads again")
    func derive() throws {
        let path = try derive("a.yaml")
        let first = try place.run("profile", "show", path, "--format", "yaml")
        let second = try place.run("profile", "derive", layout)
        #expect(first.end == .exited(0) && first.output == second.output)
        let summary = try place.run("profile", "show", path)
        for text in ["/bin/tool", "listen 8080/tcp", "7:8 (app)", "the image's command"] {
            #expect(summary.text.contains(text), "\(text)")
        }
    }

    @Test("answers about events by its exit code")
    func check() throws {
        let path = try derive("a.yaml")
        #expect(
            try place.run("profile", "check", path, "exec /bin/tool", "user 7", "listen 8080/tcp").end == .exited(0))
        #expect(try place.run("profile", "check", path, "open", "/etc/shadow", "read").end == .exited(2))
        let json = try place.run("profile", "check", path, "--format", "json", "exec /bin/tool", "syscall mount")
        #expect(json.end == .exited(2))
        #expect(try JSONValue(json.output.span)[1]?["allowed"]?.bool == false)
        #expect(try place.run("profile", "check", path, "walk /x").end == .exited(1))
    }

    @Test("says what a new release wants to do that the old did not")
    func diff() throws {
        let old = try derive("old.yaml")
        let new = try derive("new.yaml")
        #expect(
            try place.run("profile", "edit", new, "--allow", "connect 10.0.0.1:5432/tcp", "--because", "the database")
                .end == .exited(0))
        let run = try place.run("profile", "diff", old, new, "--fail-on-more")
        #expect(run.end == .exited(2))
        #expect(run.text.contains("+ destination: connect to 10.0.0.1, port 5432/tcp  (the database)"))
        #expect(try place.run("profile", "diff", new, old, "--fail-on-more").end == .exited(0))
        #expect(try place.run("profile", "diff", layout, old).text == "No difference.\n")
        let merged = try place.run("profile", "merge", old, new, "--output", place("both.yaml"))
        #expect(merged.end == .exited(0))
        #expect(try place.run("profile", "diff", new, place("both.yaml")).text == "No difference.\n")
    }

    @Test("saves what an editor made only if it is a profile")
    func edit() throws {
        let path = try derive("a.yaml")
        let before = try TestFiles.bytes(at: path)
        let broken = try place.run(
            "profile", "edit", path, environment: ["EDITOR": "sed -i s/protocol:.tcp/protocol:_icmp/"])
        #expect(broken.end == .exited(1))
        #expect(broken.errorText.contains("line "))
        #expect(try TestFiles.bytes(at: path) == before)
        let good = try place.run("profile", "edit", path, environment: ["EDITOR": "sed -i s/8080/8081/"])
        #expect(good.end == .exited(0), "\(good.errorText)")
        #expect(try place.run("profile", "check", path, "listen 8081/tcp").end == .exited(0))
        #expect(!TestFiles.names(in: place.folder.path).contains("a.yaml.draft"))
        #expect(try place.run("profile", "edit", path, environment: ["EDITOR": "false"]).end == .exited(1))
    }

    @Test("names the line of a document that is no profile")
    func broken() throws {
        let path = try place.folder.write(
            "x.yaml", Array("apiVersion: hullmark/v1\nkind: Profile\nusers: []\nrights: all\n".utf8))
        let run = try place.run("profile", "show", path)
        #expect(run.end == .exited(1))
        #expect(run.errorText.contains("line 4: \"rights\" is unknown here"))
    }
}

@Suite("The schema of profiles", .enabled(if: PythonTools.python != nil, "jsonschema is not installed"))
struct ProfileSchemaTests {
    private static let validator = """
        import json, sys
        from jsonschema import Draft202012Validator as Validator
        schema, document = (json.load(open(path)) for path in sys.argv[1:])
        Validator.check_schema(schema)
        for error in list(Validator(schema).iter_errors(document))[:5]:
            print(error.json_path, error.message[:200])
        """

    private static func errors(_ document: [UInt8], in folder: TemporaryFolder) throws -> String {
        let path = try folder.write("profile.json", document)
        let schema = "\(projectFolder)/Docs/schemas/profile-1.json"
        let output = try RealImages.output(of: try #require(PythonTools.python), ["-c", validator, schema, path])
        return String(decoding: output, as: UTF8.self)
    }

    @Test("a document with everything in it is as the schema says")
    func whole() throws {
        let place = try Workplace(hasAdvisories: false)
        let text = """
            apiVersion: hullmark/v1
            kind: Profile
            image: {name: a, digest: "sha256:\(String(repeating: "0", count: 64))", platform: linux/amd64}
            observation: {completeness: 0.8636, runs: 3, kinds: 10, sightings: 22, singles: 3}
            users: [{uid: 0, gid: 0, groups: [4], name: root, known: derived, because: x}]
            executables: [{path: /bin/sh, sha256: "\(String(repeating: "a", count: 64))", interpreter: /a, loader: /b, known: observed}]
            files: [{path: /data, below: true, access: write, create: true, known: declared}, {path: /, access: read, known: derived}]
            volumes: [{path: /data, access: write, known: derived}]
            network:
              listen: [{port: 80-90, protocol: tcp, known: derived}, {port: 53, protocol: udp, known: derived}]
              connect: [{to: 10.0.0.0/8, port: 443, protocol: tcp, known: derived}]
            capabilities: [{name: CHOWN, known: derived}]
            systemCalls:
              - names: [clone]
                when: [{argument: 0, is: maskedEqual, value: 0, mask: "0xffffffffffffffff"}]
                known: derived
            resources: [{resource: cpus, limit: 1.5, known: derived}, {resource: memory, limit: 1024, known: derived}]
            secrets: [{name: a, path: /run/secrets/a, known: declared}]
            kernelSettings: [{name: net.core.somaxconn, value: "1", known: declared}]
            """
        let path = try place.folder.write("p.yaml", Array(text.utf8))
        let run = try place.run("profile", "show", path, "--format", "json")
        try #require(run.end == .exited(0), "\(run.errorText)")
        #expect(try Self.errors(run.output, in: place.folder).isEmpty)
    }

    @Test(
        "what is derived of a real image is as the schema says", .enabled(if: RealImages.areBuilt),
        arguments: RealImages.allCases)
    func real(_ image: RealImages) throws {
        let place = try Workplace(hasAdvisories: false)
        let run = try place.run("profile", "derive", try #require(image.layout), "--format", "json")
        try #require(run.end == .exited(0), "\(run.errorText)")
        #expect(try Self.errors(run.output, in: place.folder).isEmpty)
        #expect(run.text.contains("\"/usr/bin/bash\""))
    }

    @Test("what is against the schema is noticed")
    func wrong() throws {
        let folder = try TemporaryFolder("schema")
        #expect(
            try Self.errors(Array(#"{"apiVersion": "hullmark/v1", "rights": []}"#.utf8), in: folder).contains("rights"))
    }
}
