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

    /// The coordinates that a `pom.properties` gives; the version is empty where it is a placeholder, nothing where a name is one.
    var coordinates: MavenCoordinates? {
        var found = MavenCoordinates(group: self["groupId"], artifact: self["artifactId"], version: self["version"])
        if Self.isPlaceholder(found.version) { found.version = "" }
        let isNamed = ![found.group, found.artifact].contains(where: Self.isPlaceholder)
        return isNamed && !found.artifact.isEmpty ? found : nil
    }

    /// What Maven was to put a value in place of.
    private static func isPlaceholder(_ text: String) -> Bool {
        text.contains("${") || text.hasPrefix("@") && text.hasSuffix("@")
    }
}
