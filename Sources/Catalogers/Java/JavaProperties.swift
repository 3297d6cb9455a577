internal import Bytes

/// A Java properties file as Maven writes it: `key=value` lines, comments with `#` or `!` (java.util.Properties, "load").
struct JavaProperties {
    /// More keys than any honest file of this kind has.
    private static let limit = 200

    private var values: [String: String] = [:]

    init(_ bytes: Span<UInt8>) {
        var lines = Lines(bytes)
        while let line = lines.next(), values.count < Self.limit {
            let text = line.trimmed
            guard text.count > 0, text[0] != UInt8(ascii: "#"), text[0] != UInt8(ascii: "!") else { continue }
            let equals = text.index(of: UInt8(ascii: "=")) ?? text.index(of: UInt8(ascii: ":"))
            guard let equals else { continue }
            values[text.extracting(0..<equals).trimmed.text] =
                text.extracting((equals + 1)..<text.count).trimmed.text
        }
    }

    subscript(key: String) -> String { values[key] ?? "" }

    /// The coordinates that a `pom.properties` gives; nothing where one is missing or a placeholder.
    var coordinates: MavenCoordinates? {
        let found = MavenCoordinates(group: self["groupId"], artifact: self["artifactId"], version: self["version"])
        let isFilled = [found.group, found.artifact, found.version].allSatisfy { !$0.contains("${") }
        return isFilled && !found.artifact.isEmpty && !found.version.isEmpty ? found : nil
    }
}
