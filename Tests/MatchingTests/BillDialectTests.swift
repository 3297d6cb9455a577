import Advisories
import Bills
import Inventory
import Testing

@testable import Matching

@Suite("Bills of one image in the dialects of several tools")
struct BillDialectTests {
    /// A document of some dialect.
    struct Dialect: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let text: String
    }

    private static let records = [
        entry("DSA-1-1", "Debian:12", "kelp", .introduced("0"), .fixed("2:5.0-2"), upstream: ["CVE-2024-1"]),
        entry("DSA-2-1", "Debian:12", "kelp", .introduced("0"), .fixed("2:5.0-1"), upstream: ["CVE-2024-2"]),
        entry("DSA-3-1", "Debian:12", "tide", .introduced("0"), .fixed("2.0-1"), upstream: ["CVE-2024-3"]),
        entry("GHSA-4", "npm", "rope", .introduced("0"), .fixed("5.0.0"), kind: .semver, aliases: ["CVE-2024-4"]),
    ]

    private static let bookworm = Distribution.bookworm

    /// What the image itself holds.
    private static let installedPackages = [
        installed(.deb, "libkelp5", "2:5.0-1+b1", source: ("kelp", "2:5.0-1")),
        installed(.deb, "tide", "1.0-1", source: ("tide", "1.0-1")), installed(.npm, "rope", "4.0.0"),
    ]

    private static func findings(_ report: MatchReport) -> [String] {
        report.matches.map { "\($0.id) \($0.packageName) \($0.installedVersion)" }
    }

    private static func report(_ text: String) throws -> MatchReport {
        let inventory = try BillRegistry.read(Array(text.utf8).span, from: "it").bill.inventory
        return try match(inventory.packages, inventory.distribution, records)
    }

    private static func cycloneDX(_ tool: String, _ system: String, _ components: [(String, String, String, String)])
        -> String
    {
        let list = components.map {
            #"{"type":"library","name":"\#($0.0)","version":"\#($0.1)","purl":"\#($0.2)","properties":[\#($0.3)]}"#
        }
        return """
            {"bomFormat":"CycloneDX","specVersion":"1.6","metadata":{"tools":{"components":[{"name":"\(tool)","version":"1.0.0"}]}},
             "components":[\(([system] + list).filter { !$0.isEmpty }.joined(separator: ","))]}
            """
    }

    private static func spdx(_ tool: String, _ packages: [(String, String, String, String)]) -> String {
        let list = packages.enumerated().map { number, package in
            """
            {"SPDXID":"SPDXRef-\(number)","name":"\(package.0)","versionInfo":"\(package.1)",\(package.3)
             "externalRefs":[{"referenceCategory":"PACKAGE-MANAGER","referenceType":"purl","referenceLocator":"\(package.2)"}]}
            """
        }
        return """
            {"spdxVersion":"SPDX-2.3","creationInfo":{"creators":["Tool: \(tool)-1.0.0"]},"packages":[
             {"SPDXID":"SPDXRef-image","name":"image","primaryPackagePurpose":"CONTAINER"},\(list.joined(separator: ","))],
             "relationships":[{"spdxElementId":"SPDXRef-DOCUMENT","relationshipType":"DESCRIBES","relatedSpdxElement":"SPDXRef-image"}]}
            """
    }

    private static func properties(_ prefix: String, _ values: KeyValuePairs<String, String>) -> String {
        values.map { #"{"name":"\#(prefix)\#($0.key)","value":"\#($0.value)"}"# }.joined(separator: ",")
    }

    private static let system = #"{"type":"operating-system","name":"debian","version":"12.5"}"#
    private static let rope = ("rope", "4.0.0", "pkg:npm/rope@4.0.0", "")

    static let whole: [Dialect] = [
        Dialect(
            testDescription: "Trivy, CycloneDX",
            text: cycloneDX(
                "trivy", system,
                [
                    (
                        "libkelp5", "2:5.0-1+b1",
                        "pkg:deb/debian/libkelp5@5.0-1%2Bb1?arch=amd64&distro=debian-12.5&epoch=2",
                        properties(
                            "aquasecurity:trivy:",
                            ["SrcName": "kelp", "SrcVersion": "5.0", "SrcRelease": "1", "SrcEpoch": "2"])
                    ),
                    (
                        "tide", "1.0-1", "pkg:deb/debian/tide@1.0-1?arch=amd64&distro=debian-12.5",
                        properties("aquasecurity:trivy:", ["SrcName": "tide", "SrcVersion": "1.0", "SrcRelease": "1"])
                    ), rope,
                ])),
        Dialect(
            testDescription: "Trivy, SPDX",
            text: spdx(
                "trivy",
                [
                    (
                        "libkelp5", "2:5.0-1+b1", "pkg:deb/debian/libkelp5@5.0-1%2Bb1?distro=debian-12.5&epoch=2",
                        #""sourceInfo":"built package from: kelp 2:5.0-1","#
                    ),
                    (
                        "tide", "1.0-1", "pkg:deb/debian/tide@1.0-1?distro=debian-12.5",
                        #""attributionTexts":["SrcName: tide","SrcVersion: 1.0-1"],"#
                    ), rope,
                ])),
        Dialect(
            testDescription: "Syft, CycloneDX",
            text: cycloneDX(
                "syft", system,
                [
                    (
                        "libkelp5", "2:5.0-1+b1",
                        "pkg:deb/debian/libkelp5@2%3A5.0-1%2Bb1?distro=debian-12&upstream=kelp%402%3A5.0-1", ""
                    ), ("tide", "1.0-1", "pkg:deb/debian/tide@1.0-1?distro=debian-12", ""), rope,
                ])),
        Dialect(
            testDescription: "Syft's own, before schema 11",
            text: """
                {"schema":{"version":"3.0.0"},"descriptor":{"name":"syft","version":"0.36.0"},"distro":{"id":"debian","versionID":"12"},"artifacts":[
                 {"id":"1","name":"libkelp5","version":"2:5.0-1+b1","type":"deb","purl":"pkg:deb/debian/libkelp5@2:5.0-1+b1",
                  "metadataType":"DpkgMetadata","metadata":{"source":"kelp","sourceVersion":"2:5.0-1"}},
                 {"id":"2","name":"tide","version":"1.0-1","type":"deb","purl":"pkg:deb/debian/tide@1.0-1",
                  "metadataType":"DpkgMetadata","metadata":{"source":"","sourceVersion":""}},
                 {"id":"3","name":"rope","version":"4.0.0","type":"npm","purl":"pkg:npm/rope@4.0.0"}]}
                """),
        Dialect(
            testDescription: "OSV-Scalibr",
            text: cycloneDX(
                "SCALIBR", "",
                [
                    (
                        "libkelp5", "2:5.0-1+b1",
                        "pkg:deb/debian/libkelp5@2:5.0-1%2Bb1?distro=bookworm&source=kelp&sourceversion=2:5.0-1", ""
                    ), ("tide", "1.0-1", "pkg:deb/debian/tide@1.0-1?distro=bookworm", ""), rope,
                ])),
        Dialect(
            testDescription: "cdxgen",
            text: cycloneDX(
                "cdxgen", "",
                [
                    (
                        "libkelp5", "2:5.0-1+b1",
                        "pkg:deb/debian/libkelp5@5.0-1%2Bb1?distro=debian-12&distro_name=bookworm&epoch=2",
                        properties("", ["SrcName": "kelp", "SrcVersion": "5.0", "SrcRelease": "1", "SrcEpoch": "2"])
                    ),
                    (
                        "tide", "1.0-1", "pkg:deb/debian/tide@1.0-1?distro=debian-12&distro_name=bookworm",
                        properties("", ["SrcName": "tide", "SrcVersion": "1.0-1"])
                    ), rope,
                ])),
    ]

    static let sourceless: [Dialect] = [
        Dialect(
            testDescription: "package URLs alone in SPDX",
            text: spdx(
                "Microsoft.SBOMTool",
                [
                    ("libkelp5", "2:5.0-1+b1", "pkg:deb/debian/libkelp5@2%3A5.0-1%2Bb1?distro=debian-12", ""),
                    ("tide", "1.0-1", "pkg:deb/debian/tide@1.0-1?distro=debian-12", ""), rope,
                ])),
        Dialect(
            testDescription: "GitHub's snapshot",
            text: """
                {"version":0,"job":{},"detector":{"name":"trivy","version":"1.0.0"},"scanned":"x","manifests":{"m":{"name":"m","resolved":{
                 "a":{"package_url":"pkg:deb/debian/libkelp5@5.0-1%2Bb1?distro=debian-12&epoch=2"},
                 "b":{"package_url":"pkg:deb/debian/tide@1.0-1?distro=debian-12"},"c":{"package_url":"pkg:npm/rope@4.0.0"}}}}}
                """),
    ]

    @Test("have the findings of the image, and nothing unchecked", arguments: whole)
    func equal(dialect: Dialect) throws {
        let image = try match(Self.installedPackages, Self.bookworm, Self.records)
        #expect(Self.findings(image).count == 3)
        let report = try Self.report(dialect.text)
        #expect(Self.findings(report) == Self.findings(image))
        #expect(report.coverage.map(\.unsourced) == [0, 0])
        #expect(report.coverage.map(\.isCovered) == [true, true])
    }

    @Test("say what they lack where they name no source", arguments: sourceless)
    func partial(dialect: Dialect) throws {
        let report = try Self.report(dialect.text)
        #expect(report.matches.map(\.id) == ["CVE-2024-3", "CVE-2024-4"])
        #expect(report.coverage.map(\.ecosystem) == ["Debian:12", "npm"])
        #expect(report.coverage.map(\.unsourced) == [2, 0])
    }
}
