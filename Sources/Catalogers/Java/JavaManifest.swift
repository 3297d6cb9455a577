internal import Bytes

/// The main section of a `META-INF/MANIFEST.MF` (JAR File Specification, "JAR Manifest").
///
/// | line | meaning |
/// |---|---|
/// | `Name: value` | an attribute; names are compared without case |
/// | a space, text | the line above goes on |
/// | nothing | the section ends; what follows is about single files |
struct JavaManifest: Equatable {
    /// More attributes than any honest main section has.
    private static let limit = 500
    /// Longer values are no names or versions.
    private static let valueLimit = 4096

    private var attributes: [String: String] = [:]

    init(_ bytes: Span<UInt8>) {
        var lines = Lines(bytes)
        var name = ""
        var value: [UInt8] = []
        while let line = lines.next(), attributes.count < Self.limit {
            if line.count > 0 && line[0] == 0x20 {
                value += line.extracting(1..<line.count).array
                continue
            }
            take(name, value)
            if line.trimmed.count == 0 && (!name.isEmpty || !attributes.isEmpty) { return }
            guard let colon = line.index(of: UInt8(ascii: ":")) else {
                name = ""
                continue
            }
            name = line.extracting(0..<colon).trimmed.text.lowercased()
            value = line.extracting((colon + 1)..<line.count).array
        }
        take(name, value)
    }

    /// The value of an attribute; nothing where it is missing, empty, or a placeholder that the build left unfilled.
    subscript(name: String) -> String? { attributes[name.lowercased()] }

    /// Licences as OSGi writes them: addresses or identifiers, with attributes behind semicolons, between commas.
    var licences: [String] {
        (self["Bundle-License"] ?? self["License"] ?? "").split(separator: ",").compactMap { clause in
            let parts = clause.split(separator: ";")
            let licence = (parts.first ?? "").trimmingSpaces.trimmingQuotes
            return licence.isEmpty || licence.contains("=") ? nil : String(licence)
        }
    }

    /// What Maven, Ant and older tools were to put a value in place of: `${version}`, `@VERSION@`, `#VERSION#`.
    private static func isPlaceholder(_ text: String) -> Bool {
        text.contains("${")
            || ["@", "#"].contains { text.hasPrefix($0) && text.hasSuffix($0) && text.utf8.count > 1 }
    }

    private mutating func take(_ name: String, _ value: [UInt8]) {
        let text = value.span.trimmed.text
        guard !name.isEmpty, !text.isEmpty, text.utf8.count <= Self.valueLimit, !Self.isPlaceholder(text) else {
            return
        }
        attributes[name] = text
    }
}

extension Substring {
    /// Without spaces on both sides.
    var trimmingSpaces: Substring {
        var rest = drop { $0.isWhitespace }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return rest
    }

    fileprivate var trimmingQuotes: Substring {
        count >= 2 && first == "\"" && last == "\"" ? dropFirst().dropLast() : self
    }
}
