internal import Bytes
internal import Inventory
internal import JSON

/// Reads the files that Perl's installers leave.
///
/// | file | form | kept |
/// |---|---|---|
/// | `auto/JSON/XS/.packlist` | a path a line, attributes behind it | the module by the folder, its files |
/// | `perllocal.pod` | `=head2 DATE: C<Module> L<JSON::XS\|JSON::XS>`, then `C<VERSION: 4.03>` | modules and versions |
/// | `.meta/JSON-XS-4.03/install.json` (cpanm) | `dist`, `version`, `pathname` | name, version, author's id |
/// | `META.json`, `MYMETA.json` (CPAN::Meta::Spec) | `name`, `version`, `license`, `author`, `prereqs.runtime.requires` | the same |
/// | `JSON/XS.pm` | `our $VERSION = '4.03';`, `package JSON::XS 4.03;` | the version |
/// | `cpanfile.snapshot` (Carton) | two spaces, `JSON-XS-4.03`; four, `pathname: …`; six, `Module 1.0` | the same |
enum PerlFiles {
    /// The module whose files a list in a folder names; Perl's own list names no module.
    static func module(ofPacklistIn directory: Substring) -> String? {
        let parts = directory.split(separator: "/")
        guard let auto = parts.lastIndex(of: "auto"), auto + 1 < parts.count else { return nil }
        return parts[(auto + 1)...].joined(separator: "::")
    }

    /// The version that a module's source gives itself in so many digits; what it would take Perl to find out is not known.
    static func version(ofModule bytes: Span<UInt8>) -> String? {
        var lines = Lines(bytes)
        while let line = lines.next() {
            if line.hasPrefix("__END__") || line.hasPrefix("=head") { return nil }
            if line.hasPrefix("package ") {
                let words = line.extracting(0..<min(line.count, 400)).text.split { $0 == " " || $0 == ";" || $0 == "{" }
                if words.count >= 3, let version = number(words[2][...]) { return version }
            }
            guard let mark = line.index(of: Array("VERSION".utf8)), mark > 0,
                line[mark - 1] == UInt8(ascii: "$") || line[mark - 1] == UInt8(ascii: ":"),
                let equals = line.index(of: UInt8(ascii: "="), from: mark), equals - mark < 16
            else { continue }
            let rest = line.extracting((equals + 1)..<min(line.count, equals + 80)).trimmed.text
            return number(rest.drop { $0 == "'" || $0 == "\"" })
        }
        return nil
    }

    /// A version at a text's start: digits, with points and underscores between, a `v` before.
    private static func number(_ text: Substring) -> String? {
        let bare = text.first == "v" ? text.dropFirst() : text
        let digits = bare.prefix { ("0"..."9").contains($0) || $0 == "." || $0 == "_" }
        guard let first = digits.first, ("0"..."9").contains(first), digits.last != "." else { return nil }
        let end = bare[digits.endIndex...].first
        guard end == nil || "'\"; \t)}".contains(end ?? " ") else { return nil }
        return (text.first == "v" ? "v" : "") + digits
    }

    static func packlist(_ bytes: Span<UInt8>, module: String) -> PackageRecord {
        var record = PerlDistribution.record(name: module, version: "")
        var lines = Lines(bytes)
        while let line = lines.next() {
            let path = line.extracting(0..<(line.index(of: 0x20) ?? line.count)).trimmed
            if path.count > 0 { record.files.append(path) }
        }
        return record
    }

    static func local(_ bytes: Span<UInt8>) -> [PackageRecord] {
        var records: [PackageRecord] = []
        var module = ""
        var lines = Lines(bytes)
        while records.count <= Evidence.recordLimit, let line = lines.next() {
            if line.hasPrefix("=head2") {
                module = ""
                if let open = line.index(of: Array(" L<".utf8)) {
                    let name = line.extracting((open + 3)..<line.count).text.prefix { $0 != "|" && $0 != ">" }
                    module = String(name)
                }
            } else if !module.isEmpty, line.hasPrefix("C<VERSION: ") {
                let version = line.extracting(11..<line.count).text.prefix { $0 != ">" && $0 != " " }
                if !version.isEmpty { records.append(PerlDistribution.record(name: module, version: String(version))) }
                module = ""
            }
        }
        return records
    }

    static func installation(_ document: JSONValue) -> PackageRecord? {
        guard let dist = document["dist"]?.string, let parts = PerlDistribution.parts(of: dist[...]),
            document["pathname"] != nil || document["provides"] != nil
        else { return nil }
        var record = PerlDistribution.record(name: parts.name, version: parts.version)
        record.attributes["cpanid"] = document["pathname"]?.string.flatMap { PerlDistribution.author(inPath: $0) }
        record.provides = document["provides"]?.members?.prefix(1000).map(\.name) ?? []
        return record
    }

    static func meta(_ document: JSONValue) -> PackageRecord? {
        // Others have files of this name too, with a specification of their own.
        guard document["meta-spec"]?["url"]?.string?.contains("CPAN") ?? (document["generated_by"] != nil),
            let name = document["name"]?.string, let version = text(document["version"]), !name.isEmpty,
            !version.isEmpty
        else { return nil }
        var record = PerlDistribution.record(name: name, version: version)
        record.licences = document["license"]?.array?.prefix(64).compactMap(\.string).filter { $0 != "unknown" } ?? []
        let requirements = document["prereqs"]?["runtime"]?["requires"]?.members ?? []
        record.dependencies = requirements.prefix(1000).map { $0.name.replacing("::", with: "-") }.filter {
            $0 != "perl"
        }
        let authors = document["author"]?.array?.prefix(64).compactMap(\.string) ?? []
        if !authors.isEmpty { record.attributes["author"] = authors.joined(separator: ", ") }
        record.attributes["homepage"] = document["resources"]?["homepage"]?.string
        return record
    }

    /// Every entry ends with what it needs, also where that is nothing.
    static func snapshot(_ bytes: Span<UInt8>) throws(CatalogerError) -> LockContents {
        var contents = LockContents()
        var hasList = false
        var isWhole = true
        var section = ""
        var lines = Lines(bytes)
        while !contents.isFull, let line = lines.next() {
            let text = line.trimmed.text
            guard !text.isEmpty, line[0] == 0x20 else {
                hasList = hasList || text == "DISTRIBUTIONS"
                continue
            }
            let place = contents.records.count - 1
            if !line.hasPrefix("    ") {
                guard let parts = PerlDistribution.parts(of: text[...]) else {
                    contents.refuse("the line \"\(text.prefix(80))\"")
                    continue
                }
                contents.records.append(PerlDistribution.record(name: parts.name, version: parts.version))
                section = ""
                isWhole = false
            } else if place < 0 {
                continue
            } else if line.hasPrefix("      ") {
                let module = String(text.prefix { $0 != " " })
                if section == "provides:" { contents.records[place].provides.append(module) }
                if section == "requirements:", module != "perl" {
                    contents.records[place].dependencies.append(module.replacing("::", with: "-"))
                }
            } else if text.hasPrefix("pathname: ") {
                let author = PerlDistribution.author(inPath: text.dropFirst("pathname: ".count))
                contents.records[place].attributes["cpanid"] = author
            } else {
                section = text
                isWhole = isWhole || section == "requirements:"
            }
        }
        guard hasList else {
            throw CatalogerError(.malformed, "the lock file has no \"DISTRIBUTIONS\"; it may be cut, or something else")
        }
        if !isWhole && !contents.isFull { contents.noteCut("its last entry is not whole") }
        return contents
    }

    private static func text(_ value: JSONValue?) -> String? {
        if case .number(let text)? = value { return text }
        return value?.string
    }
}
