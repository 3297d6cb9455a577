internal import Bytes
package import Inventory
package import Layers

/// Finds software that comes without a manifest, by the version strings in its own files.
///
/// The rules are data: one entry for each product in `Table/`. Each file gives a package of its own; `RecognisedPackages` settles
/// which of them are one, and which belong to a package that another cataloger found.
package struct ClassifierCataloger: Cataloger {
    package static let id = "binary"

    package var id: String { Self.id }
    package let version = 1

    private static let index = ClassifierIndex(Classifier.all)
    private static let release = "release"

    /// First bytes of executables and libraries.
    private static let magics: [FilePattern] =
        [
            [0x7f, 0x45, 0x4c, 0x46], [0x4d, 0x5a], [0xfe, 0xed, 0xfa, 0xce], [0xfe, 0xed, 0xfa, 0xcf],
            [0xce, 0xfa, 0xed, 0xfe], [0xcf, 0xfa, 0xed, 0xfe], [0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 2],
        ].map { .magic($0) }

    package var patterns: [FilePattern] { Self.magics + Self.index.patterns + [.name(Self.release)] }

    package init() {}

    package func wants(_ entry: LayerEntry) -> Bool {
        entry.name == Self.release || !Self.index.classifiers(for: entry.path).isEmpty
    }

    package func reading(of entry: LayerEntry) -> Reading {
        guard entry.name != Self.release else { return .document }
        return .parts(
            ClassifierInspection(entry, classifiers: Self.index.classifiers(for: entry.path), cataloger: id))
    }

    package func read(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> Evidence? {
        guard let release = JavaRelease(bytes) else { return nil }
        return Evidence(
            cataloger: id, path: entry.path, kind: Self.release, records: [release.record(at: entry.path)])
    }

    package func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] {
        let findings = evidence.findings()
        var homes: [Substring: Int] = [:]
        var packages: [Package] = []
        for finding in findings where finding.evidence.kind == Self.release {
            homes[Self.folder(of: finding.evidence.path[...])] = packages.count
            packages.append(package(of: finding))
        }
        for finding in findings where finding.evidence.kind != Self.release {
            guard let home = home(of: finding, in: homes) else {
                packages.append(package(of: finding))
                continue
            }
            packages[home].locations.append(finding.evidence.path)
            packages[home].layer = min(packages[home].layer, finding.layer)
        }
        for index in packages.indices { packages[index].locations.sort() }
        return packages.inOrder()
    }

    private func package(of finding: LayeredEvidence.Finding) -> Package {
        var record = finding.record
        let namespace = record.attributes.removeValue(forKey: "namespace") ?? ""
        let source = record.attributes.removeValue(forKey: "repository_url") ?? ""
        let url = PackageURL(
            type: record.type, namespace: namespace, name: record.name, version: record.version,
            qualifiers: [("repository_url", source)])
        if record.type == .golang { record.name = "\(namespace)/\(record.name)" }
        return Package(
            record, purl: url, layer: finding.layer, locations: [finding.evidence.path], cataloger: id)
    }

    /// The Java runtime whose `release` file already speaks for a program of it.
    private func home(of finding: LayeredEvidence.Finding, in homes: [Substring: Int]) -> Int? {
        guard ["openjdk", "zulu", "jre", "jdk"].contains(finding.record.name) else { return nil }
        var folder = finding.evidence.path[...]
        for _ in 0..<5 where !folder.isEmpty {
            folder = Self.folder(of: folder)
            if let home = homes[folder] { return home }
        }
        return nil
    }

    private static func folder(of path: Substring) -> Substring {
        path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path[..<$0] } ?? ""
    }
}
