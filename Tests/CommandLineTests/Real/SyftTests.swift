import Bytes
import JSON
import Platform
import TestSupport
import Testing

@Suite("Syft as the peer", .serialized, .enabled(if: RealImages.areBuilt && PythonTools.syft != nil))
struct SyftTests {
    /// A package by what both call it: type as in package URLs, name in the ecosystem's normal spelling, version.
    struct Line: Sendable, Hashable, Comparable, CustomStringConvertible {
        let type: String
        let name: String
        let version: String

        var description: String { "\(type) \(name) \(version)" }

        static func < (left: Line, right: Line) -> Bool { left.description < right.description }
    }

    /// A difference that is meant, and why.
    struct Difference: Sendable {
        enum Kind { case onlySyft, onlyHullmark }

        let kind: Kind
        let explains: @Sendable (Line) -> Bool
        let reason: String
    }

    private static let differences = [
        Difference(
            kind: .onlySyft, explains: { $0.type == "golang" && $0.name == "stdlib" && $0.version.hasPrefix("go") },
            reason:
                "Syft writes the standard library's version as the toolchain's name, go1.19.8; advisories and we write 1.19.8"
        ),
        Difference(
            kind: .onlyHullmark,
            explains: { $0.type == "golang" && $0.name == "stdlib" && !$0.version.hasPrefix("go") },
            reason: "the other side of it: the same version without the prefix"),
    ]

    @Test(
        "no Debian, Python or Go package that Syft finds is missing, and every difference has a reason",
        arguments: RealImages.allCases)
    func packages(image: RealImages) throws {
        let layout = try #require(image.layout)
        let place = try Workplace(hasAdvisories: false)
        let ours = Set(
            try place.report(layout).packages("deb", "pypi", "golang")
                .map { Self.line($0.type, $0.name, $0.version) })
        let theirs = try Self.syftPackages(layout)
        #expect(theirs.count > 80)
        for line in theirs.subtracting(ours).sorted() {
            #expect(Self.isExplained(line, .onlySyft), "Syft alone finds \(line)")
        }
        for line in ours.subtracting(theirs).sorted() {
            #expect(Self.isExplained(line, .onlyHullmark), "Syft does not find \(line)")
        }
        // What is only spelt otherwise must be there in our spelling.
        for line in theirs where line.name == "stdlib" {
            #expect(ours.contains(Line(type: line.type, name: line.name, version: String(line.version.dropFirst(2)))))
        }
    }

    private static func isExplained(_ line: Line, _ kind: Difference.Kind) -> Bool {
        differences.contains { $0.kind == kind && $0.explains(line) }
    }

    private static func syftPackages(_ layout: String) throws -> Set<Line> {
        // Packages only: what Syft does with files beside is no part of the comparison. It asks no network.
        let settings = ["SYFT_CHECK_FOR_APP_UPDATE=false", "SYFT_FILE_METADATA_SELECTION=none"]
        let output = try RealImages.output(
            of: "env",
            settings + [try #require(PythonTools.syft), "scan", "--quiet", "--output", "json", "oci-dir:\(layout)"])
        let artifacts = try JSONValue(output.span)["artifacts"]?.array ?? []
        return Set(
            artifacts.compactMap { artifact in
                let types = ["deb": "deb", "python": "pypi", "go-module": "golang"]
                guard let type = types[artifact["type"]?.string ?? ""] else { return nil }
                return line(type, artifact["name"]?.string ?? "", artifact["version"]?.string ?? "")
            })
    }

    /// Python's names in one spelling (PEP 503).
    private static func line(_ type: String, _ name: String, _ version: String) -> Line {
        guard type == "pypi" else { return Line(type: type, name: name, version: version) }
        let normal = name.lowercased().split { "-_.".contains($0) }.joined(separator: "-")
        return Line(type: type, name: normal, version: version)
    }
}
