internal import Bytes
internal import Inventory

/// What a paragraph of dpkg's database says of a package (dpkg-query(1), deb-control(5)).
///
/// | field | becomes |
/// |---|---|
/// | `Package`, `Version`, `Architecture` | name, version, architecture |
/// | `Status: want flag state` | whether it is there at all |
/// | `Source: name (version)` | the source package; the version only where it differs |
/// | `Depends`, `Pre-Depends`, `Provides` | dependencies, provides; names alone |
/// | `Conffiles` | files with their MD5 |
/// | `Maintainer`, `Homepage`, `Installed-Size` (KiB) | attributes |
struct DpkgParagraph {
    private(set) var name = ""
    private(set) var version = ""
    private var architecture = ""
    /// The third word of `Status`; empty where the field is missing.
    private(set) var state = ""
    private var source: (name: String, version: String)?
    private var dependencies: [String] = []
    private var provides: [String] = []
    private var conffiles = FileList()
    private var attributes = Attributes()
    /// Whether a field that matters was cut off and so left out.
    private(set) var isCut = false
    private(set) var hasBrokenLines = false

    /// Reads a paragraph's fields.
    ///
    /// - Parameter keepingUnfinished: whether a last line without a line end counts; dpkg itself always writes one.
    init(_ paragraph: consuming Deb822.Paragraph, keepingUnfinished: Bool) {
        var paragraph = paragraph
        while let field = paragraph.next() {
            if field.isUnfinished && !keepingUnfinished {
                isCut = true
                continue
            }
            take(field)
        }
        hasBrokenLines = paragraph.brokenLines > 0
    }

    /// Whether the package's files are there: from unpacking on, whatever became of its scripts.
    var isInstalled: Bool {
        switch state {
        case "", "installed", "triggers-pending", "triggers-awaited", "half-configured", "unpacked": true
        default: false
        }
    }

    /// The package, where the paragraph names one with a version.
    var record: PackageRecord? {
        guard !name.isEmpty, !version.isEmpty else { return nil }
        var record = PackageRecord(type: .deb, name: name, version: version)
        record.architecture = architecture
        if let source {
            record.source = SourcePackage(
                name: source.name, version: source.version.isEmpty ? version : source.version)
        }
        record.files = conffiles
        record.dependencies = dependencies
        record.provides = provides
        record.attributes = attributes
        if !state.isEmpty && state != "installed" { record.attributes["state"] = state }
        return record
    }

    private mutating func take(_ field: borrowing Deb822.Field) {
        if field.isNamed("package") {
            name = field.firstLine.text
        } else if field.isNamed("version") {
            version = field.firstLine.text
        } else if field.isNamed("architecture") {
            architecture = field.firstLine.text
        } else if field.isNamed("status") {
            state = field.firstLine.text.split(separator: " ").last.map(String.init) ?? ""
        } else if field.isNamed("source") {
            source = Self.source(field.firstLine)
        } else if field.isNamed("depends") || field.isNamed("pre-depends") {
            Self.addNames(of: field.value, to: &dependencies)
        } else if field.isNamed("provides") {
            Self.addNames(of: field.value, to: &provides)
        } else if field.isNamed("conffiles") {
            conffiles = Self.conffiles(field.value)
        } else if field.isNamed("maintainer") {
            attributes["maintainer"] = field.firstLine.text
        } else if field.isNamed("homepage") {
            attributes["homepage"] = field.firstLine.text
        } else if field.isNamed("installed-size") {
            attributes["installedSize"] = field.firstLine.text
        }
    }

    /// `name` or `name (version)`.
    private static func source(_ value: Span<UInt8>) -> (name: String, version: String)? {
        let open = value.index(of: 0x28) ?? value.count
        let name = value.extracting(0..<open).trimmed
        guard name.count > 0 else { return nil }
        guard open < value.count else { return (name.text, "") }
        let close = value.index(of: 0x29, from: open) ?? value.count
        return (name.text, value.extracting((open + 1)..<close).trimmed.text)
    }

    /// The names in a list of relations: `libc6 (>= 2.36), a | b:any`; all of the alternatives.
    private static func addNames(of value: Span<UInt8>, to names: inout [String]) {
        var start = 0
        while start < value.count {
            var end = start
            while end < value.count && value[end] != 0x2c && value[end] != 0x7c { end += 1 }
            let relation = value.extracting(start..<end).trimmed
            var length = 0
            while length < relation.count && !Self.endsName(relation[length]) { length += 1 }
            if length > 0 { names.append(relation.extracting(0..<length).text) }
            start = end + 1
        }
    }

    private static func endsName(_ byte: UInt8) -> Bool {
        isSpace(byte) || byte == 0x28 || byte == 0x3a || byte == 0x5b || byte == 0x3c
    }

    /// Lines of `/path md5 [obsolete]`; what is obsolete is no longer the package's.
    private static func conffiles(_ value: Span<UInt8>) -> FileList {
        var files = FileList()
        var lines = Lines(value)
        while let line = lines.next() {
            let line = line.trimmed
            guard line.count > 0, line[0] == 0x2f, let space = line.index(of: 0x20) else { continue }
            let rest = line.extracting((space + 1)..<line.count)
            let digest = rest.extracting(0..<(rest.index(of: 0x20) ?? rest.count))
            if digest.count < rest.count && rest.index(of: Array("obsolete".utf8)) != nil { continue }
            let isHash = DpkgFiles.isMD5(digest)
            files.append(line.extracting(0..<space), digest: isHash ? "md5:\(digest.text)" : "")
        }
        return files
    }
}
