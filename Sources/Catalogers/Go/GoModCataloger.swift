internal import Bytes
package import Inventory
package import Layers

/// Finds the Go modules that `go.mod` files ask for, with the sums that a `go.sum` beside gives them.
///
/// A line of `go.sum` is `path version h1:sum`; lines whose version ends in `/go.mod` are sums of that file alone.
package struct GoModCataloger: Cataloger {
    package let id = "go-mod"
    package let version = 3
    package let patterns: [FilePattern] = [.name("go.mod"), .name("go.sum")]
    package let wishes: Set<String> = ["modules", "sums"]

    package init() {}

    package func reading(of entry: LayerEntry) -> Reading { .document }

    package func read(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> Evidence? {
        var contents = LockContents()
        if entry.name == "go.sum" {
            let (sums, strange) = sums(bytes)
            if strange > 0 { contents.problems.append("lines that are no path, version and sum: \(strange)") }
            guard !sums.isEmpty || strange > 0 else { return nil }
            return Evidence(
                cataloger: id, path: entry.path, kind: "sums", attributes: sums, problems: contents.problems.texts)
        }
        let file = GoModFile(bytes)
        contents.records = records(file)
        tell(file, in: &contents)
        guard !file.module.isEmpty || !contents.records.isEmpty || !contents.problems.texts.isEmpty else { return nil }
        let attributes = ["module": file.module, "go": file.goVersion, "toolchain": file.toolchain].filter {
            !$1.isEmpty
        }
        return Evidence(
            cataloger: id, path: entry.path, kind: "modules", records: contents.records, attributes: attributes,
            problems: contents.problems.texts)
    }

    package func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] {
        var sums: [Substring: [String: String]] = [:]
        for piece in evidence.visible("sums") { sums[directory(piece.evidence.path)] = piece.evidence.attributes }
        var join = PackageJoin()
        for finding in evidence.findings(where: { $0.kind == "modules" }) {
            var record = finding.record
            record.attributes["h1"] = sums[directory(finding.evidence.path)]?["\(record.name) \(record.version)"]
            join.add(
                Package(
                    record, purl: GoModule.url(path: record.name, version: record.version), layer: finding.layer,
                    locations: [finding.evidence.path], cataloger: id))
        }
        return join.sorted()
    }
}

extension GoModCataloger {
    private func directory(_ path: String) -> Substring { LayerEntry(path: path).directory }

    /// The sums, and how many lines are none.
    private func sums(_ bytes: Span<UInt8>) -> (sums: [String: String], strange: Int) {
        var (sums, strange): ([String: String], Int) = ([:], 0)
        var lines = Lines(bytes)
        while let line = lines.next() {
            if line.trimmed.count == 0 { continue }
            let words = line.text.split(separator: " ")
            guard words.count == 3 else {
                strange += 1
                continue
            }
            guard words[2].hasPrefix("h1:"), !words[1].hasSuffix("/go.mod") else { continue }
            sums["\(words[0]) \(words[1])"] = String(words[2])
        }
        return (sums, strange)
    }

    private func tell(_ file: GoModFile, in contents: inout LockContents) {
        if file.strangeLines > 0 {
            let first = file.firstStrangeLine
            contents.problems.append("lines that are no directive: \(file.strangeLines), the first is line \(first)")
        }
        if let block = file.openBlock { contents.noteCut("the block of \"\(block)\" has no end") }
    }

    /// What is required and not excluded, with replacements in place.
    ///
    /// A folder's code has no version. A replacement that fits no requirement is not used, but before Go 1.17 files name no
    /// requirements of others: there one of a module that the file does not name counts (Go modules reference, "Graph pruning").
    private func records(_ file: GoModFile) -> [PackageRecord] {
        let excluded = Set(file.exclusions.map { "\($0.path) \($0.version)" })
        var replacements: [String: GoModFile.Replacement] = [:]
        for replacement in file.replacements {
            replacements["\(replacement.path) \(replacement.version)"] = replacement
        }
        var records: [PackageRecord] = []
        for requirement in file.requirements where !excluded.contains("\(requirement.path) \(requirement.version)") {
            let replacement =
                replacements["\(requirement.path) \(requirement.version)"] ?? replacements["\(requirement.path) "]
            var record = PackageRecord(type: .golang, name: requirement.path, version: requirement.version)
            if let replacement, GoModule.isFolder(replacement.newPath) {
                record.version = GoModule.unknownVersion
                record.attributes["replacedBy"] = replacement.newPath
                record.attributes["requiredVersion"] = requirement.version
            } else if let replacement {
                record = self.record(replacement)
            }
            if requirement.isIndirect { record.attributes["scope"] = "indirect" }
            records.append(record)
        }
        guard !file.namesAllRequirements else { return records }
        let required = Set(file.requirements.map(\.path))
        for replacement in file.replacements where !required.contains(replacement.path) {
            if !GoModule.isFolder(replacement.newPath) { records.append(record(replacement)) }
        }
        return records
    }

    private func record(_ replacement: GoModFile.Replacement) -> PackageRecord {
        var record = PackageRecord(type: .golang, name: replacement.newPath, version: replacement.newVersion)
        record.attributes["replaces"] = replacement.path
        return record
    }
}
