import TestSupport

/// Inputs that once broke a parser, kept as files: `Regressions/TARGET/WHAT`.
enum Regressions {
    static let folder: String = {
        var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        parts.removeLast(2)
        return parts.joined(separator: "/") + "/Regressions"
    }()

    /// The names of the targets that were broken.
    static var targets: [String] { TestFiles.names(in: folder) }

    /// The inputs of a target.
    static func of(_ target: String) -> [[UInt8]] {
        TestFiles.names(in: "\(folder)/\(target)").compactMap { try? TestFiles.bytes(at: "\(folder)/\(target)/\($0)") }
    }
}
