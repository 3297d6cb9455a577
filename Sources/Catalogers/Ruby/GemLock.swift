internal import Bytes
internal import Inventory

/// Reads `Gemfile.lock` and `gems.locked` (Bundler documentation, "Gemfile.lock").
///
/// | line | meaning |
/// |---|---|
/// | `GEM`, `GIT`, `PATH`, `PLUGIN SOURCE` | gems of a source follow |
/// | two spaces, `remote: …`, `revision: …` | the source |
/// | four spaces, `name (1.0)`, `name (1.0-x86_64-linux)` | a gem, and its platform |
/// | six spaces, `other (~> 2)` | what it needs |
/// | `CHECKSUMS`; two spaces, `name (1.0) sha256=…` | digests |
/// | `PLATFORMS`, `DEPENDENCIES`, `RUBY VERSION`, `BUNDLED WITH` | no gems |
///
/// `DEPENDENCIES` stands behind all gems, also where there are none.
struct GemLock {
    private(set) var contents = LockContents()
    private(set) var attributes: [String: String] = [:]

    private static let sections: Set<String> = [
        "GEM", "GIT", "PATH", "PLUGIN SOURCE", "PLATFORMS", "DEPENDENCIES", "CHECKSUMS", "RUBY VERSION", "BUNDLED WITH",
    ]

    init(_ bytes: Span<UInt8>) throws(CatalogerError) {
        var records: [PackageRecord] = []
        var sections: Set<String> = []
        var section = ""
        var source = Attributes()
        var checksums: [String: String] = [:]
        var lines = Lines(bytes)
        while records.count <= Evidence.recordLimit, let line = lines.next() {
            var indent = 0
            while indent < line.count && line[indent] == 0x20 { indent += 1 }
            let text = line.extracting(indent..<line.count).trimmed
            guard text.count > 0 else { continue }
            if indent == 0 {
                section = text.text
                sections.insert(section)
                source = Attributes()
                continue
            }
            switch section {
            case "GEM", "GIT", "PATH", "PLUGIN SOURCE":
                if indent == 2 {
                    takeSource(text, of: section, into: &source)
                } else if indent == 4 {
                    guard let gem = Self.gem(text) else {
                        contents.refuse("the line \"\(text.extracting(0..<min(80, text.count)).text)\"")
                        continue
                    }
                    var record = RubyGem.record(name: gem.name, version: gem.version, platform: gem.platform)
                    record.attributes = source
                    records.append(record)
                } else if indent >= 6, !records.isEmpty {
                    let name = String(text.text.prefix { $0 != " " && $0 != "!" })
                    records[records.count - 1].dependencies.append(name)
                }
            case "CHECKSUMS":
                guard let gem = Self.gem(text), let mark = text.index(of: Array(") ".utf8)) else { continue }
                checksums[Self.key(gem)] = text.extracting((mark + 2)..<text.count).text
            case "BUNDLED WITH": attributes["bundler"] = text.text
            case "RUBY VERSION": attributes["ruby"] = text.text
            default: continue
            }
        }
        for index in records.indices where !checksums.isEmpty {
            let record = records[index]
            let platform = record.architecture.isEmpty ? "ruby" : record.architecture
            records[index].attributes["checksum"] = checksums[Self.key((record.name, record.version, platform))]
        }
        contents.records = records
        guard !sections.isDisjoint(with: Self.sections) else {
            throw CatalogerError(.malformed, "the lock file has none of the sections that Bundler writes")
        }
        if !sections.contains("DEPENDENCIES") && !contents.isFull { contents.noteCut("\"DEPENDENCIES\" is missing") }
    }

    private static func key(_ gem: (name: String, version: String, platform: String)) -> String {
        "\(gem.name) \(gem.version) \(gem.platform)"
    }

    private func takeSource(_ text: Span<UInt8>, of section: String, into source: inout Attributes) {
        guard let colon = text.index(of: UInt8(ascii: ":")) else { return }
        let value = text.extracting((colon + 1)..<text.count).trimmed.text
        guard !value.isEmpty else { return }
        switch text.extracting(0..<colon).text {
        case "remote": source[section == "PATH" ? "path" : "url"] = value
        case "revision": source["commit"] = value
        default: return
        }
    }

    /// `name (1.0-platform)`; the platform begins at the first hyphen.
    private static func gem(_ text: Span<UInt8>) -> (name: String, version: String, platform: String)? {
        guard let open = text.index(of: Array(" (".utf8)), let close = text.index(of: UInt8(ascii: ")"), from: open)
        else { return nil }
        let version = text.extracting((open + 2)..<close)
        let hyphen = version.index(of: UInt8(ascii: "-"))
        let name = text.extracting(0..<open).text
        guard !name.isEmpty, version.count > 0, hyphen != 0 else { return nil }
        return (
            name, version.extracting(0..<(hyphen ?? version.count)).text,
            hyphen.map { version.extracting(($0 + 1)..<version.count).text } ?? "ruby"
        )
    }
}
