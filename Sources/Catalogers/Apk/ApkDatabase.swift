internal import Bytes
internal import Inventory

/// apk's database of installed packages (apk-tools, "installed" database, version 2).
///
/// A paragraph is a package, its lines a letter, a colon and a value; an empty line ends it.
///
/// | line | meaning | line | meaning |
/// |---|---|---|---|
/// | `P` | name | `C` | the package's checksum |
/// | `V` | version | `S`, `I` | size, installed size |
/// | `A` | architecture | `T` | description |
/// | `o` | origin: the source package, of the same version | `t` | time of the build |
/// | `L` | licence | `k`, `q`, `i`, `r`, `s`, `f` | priorities, install-if, replaces, tag, broken flags |
/// | `D` | dependencies | `F` | a directory; what follows is in it |
/// | `p` | what it provides | `M` | the directory's owner and mode |
/// | `m`, `U`, `c` | maintainer, address, commit | `R`, `a`, `Z` | a file; its owner and mode; its checksum |
struct ApkDatabase {
    private(set) var evidence: Evidence
    private var problems = ProblemList()

    private var current = Paragraph()
    private var hasLines = false
    /// Where the paragraph begins.
    private var start = 0

    /// - Parameter evidence: what the packages are added to.
    init(_ evidence: Evidence) { self.evidence = evidence }

    /// Reads all paragraphs; of a file that is cut in the middle of a line, all before that line.
    mutating func read(_ bytes: Span<UInt8>) {
        var lines = Lines(bytes)
        var offset = 0
        var isCut = false
        while !evidence.isOverfull, let line = lines.next() {
            defer { offset = min(lines.offset, bytes.count) }
            if line.count == 0 {
                finish()
            } else if lines.offset > bytes.count {
                isCut = true
                problems.append("the file ends in the middle of a line, at byte \(bytes.count)")
            } else {
                if !hasLines { start = offset }
                hasLines = true
                current.take(line)
            }
        }
        if hasLines && !isCut { problems.append("the file ends within the package at byte \(start)") }
        finish()
        evidence.problems = problems.texts
    }

    private mutating func finish() {
        guard hasLines else { return }
        current.finishFile()
        if let record = current.record {
            evidence.records.append(record)
        } else {
            let whose = current.name.isEmpty ? "the package" : current.name
            problems.append("\(whose) at byte \(start) has no \(current.name.isEmpty ? "name" : "version")")
        }
        if current.brokenLines > 0 {
            problems.append(
                "lines of the package at byte \(start) that are no letter, colon and value: \(current.brokenLines)")
        }
        if current.omittedFiles > 0 {
            problems.append("\(current.omittedFiles) files of \(current.name) are left out, too many")
        }
        current = Paragraph()
        hasLines = false
    }
}

/// One package of the database while its lines come in.
private struct Paragraph {
    private(set) var name = ""
    private(set) var brokenLines = 0
    /// Files beyond what is taken of one package.
    private(set) var omittedFiles = 0
    private var version = ""
    private var architecture = ""
    private var origin = ""
    private var licence = ""
    private var dependencies: [String] = []
    private var provides: [String] = []
    private var attributes = Attributes()
    private var files = FileList()

    private var directory: [UInt8] = []
    private var file: [UInt8] = []
    private var digest: [UInt8] = []

    mutating func take(_ line: Span<UInt8>) {
        guard line.count >= 2, line[1] == 0x3a else {
            brokenLines += 1
            return
        }
        let value = line.extracting(2..<line.count)
        switch line[0] {
        case UInt8(ascii: "P"): name = value.trimmed.text
        case UInt8(ascii: "V"): version = value.trimmed.text
        case UInt8(ascii: "A"): architecture = value.trimmed.text
        case UInt8(ascii: "o"): origin = value.trimmed.text
        case UInt8(ascii: "L"): licence = value.trimmed.text
        case UInt8(ascii: "D"): Self.addNames(of: value, to: &dependencies)
        case UInt8(ascii: "p"): Self.addNames(of: value, to: &provides)
        case UInt8(ascii: "m"): attributes["maintainer"] = value.trimmed.text
        case UInt8(ascii: "U"): attributes["homepage"] = value.trimmed.text
        case UInt8(ascii: "c"): attributes["commit"] = value.trimmed.text
        case UInt8(ascii: "T"): attributes["description"] = value.trimmed.text
        case UInt8(ascii: "C"): attributes["checksum"] = value.trimmed.text
        case UInt8(ascii: "S"): attributes["size"] = value.trimmed.text
        case UInt8(ascii: "I"): attributes["installedSize"] = value.trimmed.text
        case UInt8(ascii: "F"):
            finishFile()
            directory = value.array
        case UInt8(ascii: "R"):
            finishFile()
            file = value.array
        case UInt8(ascii: "Z"): digest = Self.digest(value.trimmed)
        default: break
        }
    }

    /// Adds the file whose lines came last; its checksum follows its name.
    mutating func finishFile() {
        let (name, checksum) = (file, digest)
        file = []
        digest = []
        guard !name.isEmpty else { return }
        guard files.packed.count < Evidence.byteLimit else {
            omittedFiles += 1
            return
        }
        let path = directory.isEmpty ? name : directory + [0x2f] + name
        files.append(path.span, digest: checksum.span)
    }

    var record: PackageRecord? {
        guard !name.isEmpty, !version.isEmpty else { return nil }
        var record = PackageRecord(type: .apk, name: name, version: version)
        record.architecture = architecture
        record.source = origin.isEmpty || origin == name ? nil : SourcePackage(name: origin, version: version)
        record.licences = licence.isEmpty ? [] : [licence]
        record.files = files
        record.dependencies = dependencies
        record.provides = provides
        record.attributes = attributes
        return record
    }

    /// Names between spaces, without what a `=`, `<`, `>`, `~` or `@` demands of them; a conflict (`!name`) is no need.
    private static func addNames(of value: Span<UInt8>, to names: inout [String]) {
        var start = 0
        while start < value.count {
            let end = value.index(of: 0x20, from: start) ?? value.count
            var length = start
            while length < end && !"=<>~@".utf8.contains(value[length]) { length += 1 }
            if length > start && value[start] != 0x21 { names.append(value.extracting(start..<length).text) }
            start = end + 1
        }
    }

    /// `Q1` and base64 is a SHA-1, `Q2` a SHA-256, `X1` and hexadecimal a SHA-1, bare hexadecimal an MD5.
    private static func digest(_ value: Span<UInt8>) -> [UInt8] {
        guard value.count > 2 else { return [] }
        let rest = value.extracting(2..<value.count)
        if value[0] == UInt8(ascii: "Q"), let bytes = Base64.decode(rest.array) {
            switch (value[1], bytes.count) {
            case (UInt8(ascii: "1"), 20): return Array("sha1:\(Hex.encode(bytes))".utf8)
            case (UInt8(ascii: "2"), 32): return Array("sha256:\(Hex.encode(bytes))".utf8)
            default: return []
            }
        }
        if value.hasPrefix("X1"), let bytes = Hex.decode(rest.array), bytes.count == 20 {
            return Array("sha1:\(Hex.encode(bytes))".utf8)
        }
        guard let bytes = Hex.decode(value.array), bytes.count == 16 else { return [] }
        return Array("md5:\(Hex.encode(bytes))".utf8)
    }
}
