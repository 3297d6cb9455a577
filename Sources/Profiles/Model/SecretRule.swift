package import JSON

/// A secret that the container may be given, and where.
package struct SecretRule: Rule {
    package static let noun = "secret"
    package static let keys = ["name", "path"]

    package var name: String
    /// Where it is mounted, read-only.
    package var path: String

    package init(name: String, path: String) {
        self.name = name
        self.path = path
    }

    package init(_ fields: Fields) throws(ProfileError) {
        name = try fields.text("name")
        guard Self.isName(name) else {
            throw fields.error(
                .malformed, "a secret's name has 1 to 253 letters, digits, dots, dashes and underscores", at: "name")
        }
        path = try fields.path("path")
    }

    private static func isName(_ text: String) -> Bool {
        (1...253).contains(text.utf8.count) && text != "." && text != ".."
            && text.utf8.allSatisfy {
                switch $0 {
                case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x5f: true
                default: false
                }
            }
    }

    package var members: [JSONValue.Member] { [.init("name", .string(name)), .init("path", .string(path))] }
    package var identity: String { "\(name)\0\(path)" }
    package var topic: String { name }

    package var summary: String { "secret \(name) at \(path)" }
}
