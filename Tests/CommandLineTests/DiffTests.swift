import JSON
import TestSupport
import Testing

@Suite("Comparing two targets")
struct DiffTests {
    private let place: Workplace
    private let old: String
    private let new: String

    init() throws {
        place = try Workplace()
        old = try SampleImages.image().writeLayout(place.folder, "old")
        var image = SampleImages.image(with: [
            TarWriter.Entry("srv/app/go.mod", text: "module example.org/app\n\nrequire example.org/deep v1.5.0\n")
        ])
        image.environment = ["PATH=/usr/bin", "MODE=new"]
        new = try image.writeLayout(place.folder, "new")
    }

    private func document(_ first: String, _ second: String) throws -> JSONValue {
        let run = try place.run("diff", first, second, "--format", "json")
        try #require(run.end == .exited(0), "\(run.errorText)")
        return try JSONValue(run.output.span)
    }

    private func check(_ json: JSONValue) {
        func names(_ kind: String, _ change: String) -> [String] {
            (json[kind]?[change]?.array ?? []).compactMap { $0["name"]?.string ?? $0["id"]?.string }
        }
        #expect(names("packages", "removed").count == 1, "the Python package is gone")
        let module = json["packages"]?["changed"]?[0]
        #expect(module?["from"]?["version"]?.string == "v1.4.0")
        #expect(module?["to"]?["version"]?.string == "v1.5.0")
        #expect(names("findings", "removed") == ["CVE-2030-0004", "CVE-2030-0006", "CVE-2030-0008"])
        #expect(names("findings", "added").isEmpty)
        #expect(names("configuration", "added") == ["environment MODE"])
        #expect(json["configuration"]?["changed"]?[0]?["from"]?["value"]?.string == "/bin")
    }

    @Test("of images tells packages, findings and configuration")
    func images() throws {
        let json = try document(old, new)
        check(json)
        #expect(json["files"]?["removed"]?.array?.isEmpty == false, "the Python package's files are gone")
    }

    @Test("of bills and saved results tells the same")
    func others() throws {
        for (name, target) in [("old", old), ("new", new)] {
            try place.run("sbom", target, "--format", "spdx-tag-value=\(place("\(name).spdx"))")
            try place.run("scan", target, "--format", "json", "--output", place("\(name).json"))
        }
        check(try document(place("old.json"), place("new.json")))
        check(try document("sbom:\(place("old.spdx"))", place("new.spdx")))
        check(try document(place("old.json"), new))
    }

    @Test("of an image with itself is empty")
    func same() throws {
        let json = try document(old, old)
        for kind in ["packages", "findings", "files", "configuration"] {
            for change in ["added", "removed", "changed"] { #expect(json[kind]?[change]?.array?.isEmpty == true) }
        }
        #expect(try place.run("diff", old, old).text.contains("packages: the same"))
    }

    @Test("for people is a table with what came, went and changed")
    func table() throws {
        let run = try place.run("diff", old, new)
        #expect(run.end == .exited(0))
        #expect(run.text.contains("findings: 0 added, 3 removed, 0 changed"))
        #expect(run.text.contains("v1.4.0 → v1.5.0"))
        let lines = run.text.split(separator: "\n")
        #expect(lines.contains { $0.hasPrefix("-") && $0.contains("CVE-2030-0004") })
        #expect(lines.contains { $0.hasPrefix("+") && $0.contains("environment MODE") })
    }

    @Test("what is within other packages counts with them, and is listed where all is asked for")
    func within() throws {
        let list = "/.\n/\(SampleImages.site)/METADATA\n"
        func image(_ version: String, _ name: String) throws -> String {
            let metadata = "Metadata-Version: 2.1\nName: Sample.Tool\nVersion: \(version)\n"
            return try SampleImages.image(with: [
                TarWriter.Entry("\(SampleImages.site)/METADATA", text: metadata),
                TarWriter.Entry("var/lib/dpkg/info/hull:amd64.list", text: list),
            ]).writeLayout(place.folder, name)
        }
        let (first, second) = (try image("1.2", "first"), try image("1.3", "second"))
        let text = try place.run("diff", first, second).text
        #expect(text.contains("2 packages, 2 findings; 1 more is part of these and not checked on its own"), "\(text)")
        #expect(text.contains("packages: the same; 1 change within others, which --full lists"), "\(text)")
        #expect(!text.contains("1.2 → 1.3"))
        #expect(try place.run("diff", first, second, "--full").text.contains("1.2 → 1.3"))
        let json = try document(first, second)
        #expect(json["from"]?["packages"]?.integer == 2)
        #expect(json["from"]?["within"]?.integer == 1)
        #expect(json["packages"]?["changed"]?[0]?["to"]?["owner"]?.string?.hasPrefix("pkg:deb/debian/hull") == true)
    }

    @Test("a report of another version of the schema is refused with its version")
    func otherVersion() throws {
        try place.folder.write("x.json", text: #"{"schemaVersion": "9.0", "packages": [], "matches": []}"#)
        for targets in [[place("x.json"), new], [new, "sbom:\(place("x.json"))"]] {
            let run = try place.run(["diff"] + targets)
            #expect(run.end == .exited(1))
            #expect(run.errorText.contains("a report of version 9.0"), "\(run.errorText)")
        }
    }

    @Test("needs two targets that exist")
    func refused() throws {
        #expect(try place.run("diff", old).end == .exited(1))
        #expect(try place.run("diff", old, "/no/such").end == .exited(1))
    }
}
