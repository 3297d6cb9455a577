internal import Bytes
package import Inventory
internal import JSON
package import Layers

/// Finds the Python distributions that requirement and lock files pin; they are asked for, and need not be installed.
package struct PythonLockCataloger: Cataloger {
    package let id = "python-lock"
    package let version = 4
    package let patterns: [FilePattern] = [
        .suffix(".txt"), .name("setup.py"), .name("Pipfile.lock"), .name("poetry.lock"), .name("uv.lock"),
        .name("pdm.lock"), .suffix(".toml"),
    ]
    package let wishes: Set<String> = Set(Kind.allCases.map(\.rawValue))

    package init() {}

    /// The kinds of file that phase one tells apart.
    private enum Kind: String, CaseIterable { case requirements, program, pipfile, toml }

    package func wants(_ entry: LayerEntry) -> Bool { kind(of: entry.name) != nil }

    package func reading(of entry: LayerEntry) -> Reading { .document }

    package func read(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> Evidence? {
        guard let kind = kind(of: entry.name) else { return nil }
        var contents = LockContents()
        switch kind {
        case .requirements:
            // pip reads the encoding that a byte order mark names.
            let text = UTF16Text(bytes)?.bytes ?? bytes.array
            let (records, strange) = Requirement.all(inFile: text.span)
            contents.records = records
            // Other texts have the word in their names too; one that pins nothing may be prose.
            if strange > 0, !records.isEmpty || entry.name == "requirements.txt" {
                contents.problems.append("lines that are no requirement: \(strange)")
            }
        case .program: contents.records = Requirement.all(inProgram: bytes)
        case .pipfile: contents = try PythonLock.pipfile(JSONValue(bytes, of: "the lock file"))
        case .toml:
            contents = try PythonLock.toml(TOMLValue(bytes, of: "the lock file"), named: entry.name)
        }
        return contents.evidence(of: id, path: entry.path, kind: kind.rawValue)
    }

    package func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] {
        var join = PackageJoin()
        for finding in evidence.findings() {
            let record = finding.record
            join.add(
                Package(
                    record, purl: PythonName.url(name: record.name, version: record.version), layer: finding.layer,
                    locations: [finding.evidence.path], cataloger: id))
        }
        return join.sorted()
    }

    private func kind(of name: Substring) -> Kind? {
        switch name {
        case "setup.py": return .program
        case "Pipfile.lock": return .pipfile
        case "poetry.lock", "uv.lock", "pdm.lock", "pylock.toml": return .toml
        default: break
        }
        if name.hasPrefix("pylock.") && name.hasSuffix(".toml") { return .toml }
        return name.hasSuffix(".txt") && name.contains("requirements") ? .requirements : nil
    }
}
