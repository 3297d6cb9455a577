internal import Bytes

/// A package's licences as one SPDX expression, with licences of its own where the list has none.
struct DeclaredLicences {
    /// All joined by AND, since all of them are said of the package; empty where nothing is said.
    let expression: String
    /// The licences of the package's own, by identifier: the text that the package writes.
    let references: [(id: String, name: String)]

    /// - Parameter licences: as the package writes them.
    init(_ licences: [String]) {
        var parts: [String] = []
        var references: [(id: String, name: String)] = []
        for licence in licences where licence.contains(where: { !$0.isWhitespace }) {
            let part: String
            var own: [(id: String, name: String)] = []
            if let known = LicenceExpression(licence) {
                part = known.text.contains(" OR ") && licences.count > 1 ? "(\(known.text))" : known.text
                own = known.references.map { ($0, $0) }
            } else {
                part = Self.reference(licence)
                own = [(part, licence)]
            }
            for reference in own where !references.contains(where: { $0.id == reference.id }) {
                references.append(reference)
            }
            if !parts.contains(part) { parts.append(part) }
        }
        expression = parts.joined(separator: " AND ")
        self.references = references
    }

    /// `LicenseRef-` and the name in the letters that are allowed, with a digest behind where that was not all of it.
    static func reference(_ name: String) -> String {
        let part = SPDXText.idPart(name)
        let isWhole = part == name && part.utf8.count <= 64
        return "LicenseRef-" + (isWhole ? part : "\(part.prefix(48))-\(Digest(of: Array(name.utf8)).hex.prefix(8))")
    }
}
