package import Layers

/// The named files that make up an image: the entries of an archive, or the files of an unpacked one.
package protocol ImageFiles: Sendable {
    /// The archive's or directory's path, for messages.
    var path: String { get }
    /// Whether a file has the name.
    func contains(_ name: String) -> Bool
    /// A file's size in bytes; nil if the file is missing.
    func size(of name: String) -> Int?
    /// A small file whole.
    func read(_ name: String, limit: Int) throws -> [UInt8]
    /// A file as a blob; a missing one fails when it is opened.
    func blob(_ name: String) -> any BlobSource
}

/// A link's target as a path from the root; one that would leave the root ends there.
func linkTarget(_ target: String, beside directory: some StringProtocol) -> String {
    var parts: [String] = target.hasPrefix("/") ? [] : String(directory).split(separator: "/").map(String.init)
    for part in target.split(separator: "/") {
        switch part {
        case ".": break
        case "..": _ = parts.popLast()
        default: parts.append(String(part))
        }
    }
    return parts.joined(separator: "/")
}
