import Platform
import TestSupport

/// First inputs from the catalogers' fixtures.
enum Seeds {
    /// A fixture file: its path in the image, and its bytes.
    struct Fixture: Sendable {
        /// The case, such as `rpm/bdb-big`.
        let owner: String
        let path: String
        let bytes: [UInt8]
    }

    /// Every file of every case of the catalogers.
    static let fixtures: [Fixture] = {
        var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        parts.removeLast(3)
        let root = parts.joined(separator: "/") + "/CatalogersTests/Fixtures"
        var found: [Fixture] = []
        for cataloger in TestFiles.names(in: root) {
            for name in TestFiles.names(in: "\(root)/\(cataloger)") {
                let owner = "\(cataloger)/\(name)"
                for layer in TestFiles.names(in: "\(root)/\(owner)") where !layer.contains(".") {
                    collect("\(root)/\(owner)/\(layer)", "", owner, into: &found)
                }
            }
        }
        return found
    }()

    /// The bytes of fixtures by a test of their case and path.
    static func of(_ isWanted: (Fixture) -> Bool) -> [[UInt8]] {
        fixtures.filter { isWanted($0) && !$0.bytes.isEmpty }.map(\.bytes)
    }

    private static func collect(_ root: String, _ folder: String, _ owner: String, into found: inout [Fixture]) {
        for name in TestFiles.names(in: "\(root)/\(folder)") {
            let path = folder.isEmpty ? name : "\(folder)/\(name)"
            if let bytes = try? TestFiles.bytes(at: "\(root)/\(path)") {
                found.append(Fixture(owner: owner, path: path, bytes: bytes))
            } else {
                collect(root, path, owner, into: &found)
            }
        }
    }
}
