internal import Bytes
internal import Inventory

/// Reads the description of one installed distribution: `METADATA`, `PKG-INFO` (core metadata specification).
///
/// | field | kept as |
/// |---|---|
/// | `Name`, `Version` | name and version, as they stand |
/// | `License-Expression`, else a short `License`, else `Classifier: License :: …` | licences |
/// | `Requires-Dist` (several), `Requires` | names of dependencies |
/// | `Home-page` | attribute `homepage` |
/// | `Author`, `Author-email` (else `Maintainer`, `Maintainer-email`) | attribute `author`, `name <address>` |
///
/// The form is that of mail headers: a field's lines after the first begin with white space; an empty line ends the fields.
struct PythonMetadata {
    var name = ""
    var version = ""
    private(set) var dependencies: [String] = []
    private(set) var homepage = ""
    private var people: [String: String] = [:]
    /// Whether there is no field at all.
    private(set) var isEmpty = true
    private var expression = ""
    private var licence = ""
    private var classifiers: [String] = []

    /// Longer ones are licence texts, not names.
    private static let licenceLimit = 120

    init(_ bytes: Span<UInt8>) {
        var lines = Lines(bytes.extracting((bytes.hasPrefix("\u{feff}") ? 3 : 0)..<bytes.count))
        var field = ""
        var value: [UInt8] = []
        while let line = lines.next(), line.trimmed.count > 0 || isFolded(line) {
            if isFolded(line) {
                guard isKept(field) else { continue }
                value.append(0x0a)
                value += line.trimmed.array
                continue
            }
            take(field, value.span.trimmed.text)
            guard let colon = line.index(of: UInt8(ascii: ":")) else {
                field = ""
                continue
            }
            isEmpty = false
            field = line.extracting(0..<colon).trimmed.text.lowercased()
            value = isKept(field) ? line.extracting((colon + 1)..<line.count).trimmed.array : []
        }
        take(field, value.span.trimmed.text)
    }

    /// Licences as identifiers or names.
    var licences: [String] {
        if !expression.isEmpty { return [expression] }
        let isShort = !licence.isEmpty && !licence.utf8.contains(0x0a) && licence.utf8.count <= Self.licenceLimit
        if isShort { return [licence] }
        if !classifiers.isEmpty { return classifiers }
        let title = String(licence.prefix { $0 != "\n" })
        return title.isEmpty || title.utf8.count > Self.licenceLimit ? [] : [title]
    }

    /// Who wrote it, `name <address>` as far as the fields say; empty where nobody does.
    var author: String {
        for field in ["author", "maintainer"] {
            let name = people[field] ?? ""
            // Newer ones have both in the field of the address; several are one after another, with commas between.
            let address = (people["\(field)-email"] ?? "").split(whereSeparator: \.isNewline).joined(separator: " ")
            if name.isEmpty || address.contains("<") {
                if !address.isEmpty || !name.isEmpty { return address.isEmpty ? name : address }
            } else {
                let line = name.split(whereSeparator: \.isNewline).joined(separator: " ")
                return address.isEmpty ? line : "\(line) <\(address)>"
            }
        }
        return ""
    }

    private func isFolded(_ line: Span<UInt8>) -> Bool { line.count > 0 && (line[0] == 0x20 || line[0] == 0x09) }

    private func isKept(_ field: String) -> Bool {
        switch field {
        case "name", "version", "license", "license-expression", "classifier", "requires-dist", "requires", "home-page",
            "author",
            "author-email", "maintainer", "maintainer-email":
            true
        default: false
        }
    }

    private mutating func take(_ field: String, _ value: String) {
        guard !value.isEmpty, value != "UNKNOWN" || field == "name" else { return }
        switch field {
        // Of a field that stands twice installers take the first.
        case "name": if name.isEmpty { name = value }
        case "version": if version.isEmpty { version = value }
        case "license": licence = value
        case "license-expression": expression = value
        case "home-page": homepage = value
        case "author", "author-email", "maintainer", "maintainer-email":
            if value.utf8.count <= Self.licenceLimit * 4 { people[field] = value }
        case "requires-dist", "requires":
            let needed = PythonName.leading(value)
            if !needed.isEmpty && !dependencies.contains(needed) { dependencies.append(needed) }
        case "classifier":
            guard value.hasPrefix("License ::"), let last = value.utf8.lastIndex(of: UInt8(ascii: ":")) else { return }
            let title = String(value[value.utf8.index(after: last)...].drop(while: \.isWhitespace))
            if title != "OSI Approved" && !classifiers.contains(title) { classifiers.append(title) }
        default: break
        }
    }
}
