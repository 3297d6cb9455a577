package import Bytes
package import JSON

/// A file that may be executed.
package struct ExecutableRule: Rule {
    package static let noun = "executable"
    package static let keys = ["path", "sha256", "interpreter", "loader"]

    /// Where it is, links resolved.
    package var path: String
    /// The hash of its content; nothing where any content will do.
    package var sha256: Digest?
    /// Of a script, the program that its first line names.
    package var interpreter: String?
    /// Of an ELF file that is linked dynamically, its loader (`PT_INTERP`).
    package var loader: String?

    package init(path: String, sha256: Digest? = nil, interpreter: String? = nil, loader: String? = nil) {
        self.path = path
        self.sha256 = sha256
        self.interpreter = interpreter
        self.loader = loader
    }

    package init(_ fields: Fields) throws(ProfileError) {
        path = try fields.path("path")
        sha256 = try fields.hash(ifPresent: "sha256")
        interpreter = try fields.path(ifPresent: "interpreter")
        loader = try fields.path(ifPresent: "loader")
    }

    package var members: [JSONValue.Member] {
        var members: [JSONValue.Member] = [.init("path", .string(path))]
        if let sha256 { members.append(.init("sha256", .string(sha256.hex))) }
        if let interpreter { members.append(.init("interpreter", .string(interpreter))) }
        if let loader { members.append(.init("loader", .string(loader))) }
        return members
    }

    package var identity: String { "\(path)\0\(sha256?.hex ?? "")" }

    package func united(with other: ExecutableRule) -> ExecutableRule {
        ExecutableRule(
            path: path, sha256: sha256, interpreter: interpreter ?? other.interpreter, loader: loader ?? other.loader)
    }

    package func covers(_ other: ExecutableRule) -> Bool {
        path == other.path && (sha256 == nil || sha256 == other.sha256)
    }

    /// Whether it takes another program to be run, which then may be executed and read too.
    package func runsBy(_ other: String) -> Bool { interpreter == other || loader == other }

    package var topic: String { path }

    package var summary: String {
        guard let sha256 else { return "\(path) of any content" }
        return "\(path) (\(sha256.hex.prefix(12)))"
    }
}
