internal import Bytes
package import Inventory
internal import JSON
package import Layers

/// Finds what Homebrew installed.
///
/// | file | says |
/// |---|---|
/// | `Cellar/NAME/VERSION/INSTALL_RECEIPT.json` | a formula is installed; its tap, what it needs |
/// | `Cellar/NAME/VERSION/.brew/NAME.rb` | its licence and address |
/// | `Caskroom/NAME/.metadata/VERSION/TIME/Casks/NAME.rb` (or `.json`) | a cask is installed |
package struct HomebrewCataloger: Cataloger {
    package let id = "homebrew"
    package let version = 1
    package let patterns: [FilePattern] = [.name("INSTALL_RECEIPT.json"), .suffix(".rb"), .suffix(".json")]

    package init() {}

    /// The kinds of file that phase one tells apart.
    private enum Kind: String { case receipt, formula, cask }

    package func wants(_ entry: LayerEntry) -> Bool { place(entry) != nil }

    package func reading(of entry: LayerEntry) -> Reading { .document }

    package func read(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> Evidence? {
        guard bytes.count > 0, let (kind, name, version) = place(entry) else { return nil }
        var record = PackageRecord(type: .brew, name: name, version: version)
        switch kind {
        case .receipt:
            let document = try JSONValue(bytes, of: "the receipt")
            record.attributes["tap"] = document["source"]?["tap"]?.string
            record.architecture = document["arch"]?.string ?? ""
            record.dependencies = (document["runtime_dependencies"]?.array ?? []).compactMap { $0["full_name"]?.string }
        case .formula: read(bytes, into: &record)
        case .cask:
            record.attributes["kind"] = "cask"
            if entry.name.hasSuffix(".rb") { read(bytes, into: &record) }
        }
        return Evidence(cataloger: id, path: entry.path, kind: kind.rawValue, records: [record])
    }

    package func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] {
        var formulas: [String: PackageRecord] = [:]
        for piece in evidence.visible(Kind.formula.rawValue) {
            for record in piece.evidence.records { formulas["\(record.name) \(record.version)"] = record }
        }
        return evidence.packages(by: id, where: { $0.kind != Kind.formula.rawValue }) { record in
            let tap = record.attributes["tap"] ?? ""
            let isCore = tap.isEmpty || tap == "homebrew/core" || tap == "homebrew/cask"
            return PackageURL(
                type: .brew, name: record.name, version: record.version, qualifiers: [("tap", isCore ? "" : tap)])
        }.map { package in
            guard let formula = formulas["\(package.name) \(package.version)"] else { return package }
            var package = package
            package.licences = formula.licences
            package.attributes.fill(from: formula.attributes)
            return package
        }
    }

    private func place(_ entry: LayerEntry) -> (kind: Kind, name: String, version: String)? {
        // Every JSON file of an image comes by, so that the path is not taken apart for nothing.
        let folder = entry.directory
        guard entry.name == "INSTALL_RECEIPT.json" || folder.hasSuffix("/.brew") || folder.hasSuffix("/Casks")
        else { return nil }
        let parts = entry.path.split(separator: "/").map(String.init)
        if entry.name == "INSTALL_RECEIPT.json" {
            guard parts.count >= 4, parts[parts.count - 4] == "Cellar" else { return nil }
            return (.receipt, parts[parts.count - 3], parts[parts.count - 2])
        }
        if parts.count >= 5, parts[parts.count - 2] == ".brew", parts[parts.count - 5] == "Cellar" {
            return (.formula, parts[parts.count - 4], parts[parts.count - 3])
        }
        guard parts.count >= 7, parts[parts.count - 2] == "Casks", parts[parts.count - 5] == ".metadata",
            parts[parts.count - 7] == "Caskroom"
        else { return nil }
        return (.cask, parts[parts.count - 6], parts[parts.count - 4])
    }

    /// Takes licences and address from a formula, a program that is not run.
    private func read(_ bytes: Span<UInt8>, into record: inout PackageRecord) {
        var lines = Lines(bytes)
        while let line = lines.next() {
            let text = line.trimmed
            if text.hasPrefix("license ") {
                record.licences = Self.strings(text)
            } else if text.hasPrefix("homepage ") {
                record.attributes["homepage"] = Self.strings(text).first
                if !record.licences.isEmpty { return }
            }
        }
    }

    /// The texts between double quotes on a line.
    private static func strings(_ line: Span<UInt8>) -> [String] {
        let parts = line.text.split(separator: "\"", omittingEmptySubsequences: false)
        return parts.indices.filter { !$0.isMultiple(of: 2) && !parts[$0].isEmpty }.map { String(parts[$0]) }
    }
}
