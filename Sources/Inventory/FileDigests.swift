/// The digests that are known of one file.
package struct FileDigests: Sendable, Equatable {
    /// The algorithm in small letters without a hyphen, and the hash in hexadecimal.
    package let all: [(algorithm: Substring, hex: Substring)]

    /// Takes them from a file list: `sha1:hex sha256:hex`, or nothing; words beside them are facts (`FileFacts`).
    package init(_ text: String) {
        all = text.split(separator: " ").compactMap { word in
            guard let colon = word.firstIndex(of: ":"), !FileFacts.names.contains(word[..<colon]) else { return nil }
            return (word[..<colon], word[word.index(after: colon)...])
        }
    }

    /// The text that a file list keeps of them.
    package var text: String { all.map { "\($0.algorithm):\($0.hex)" }.joined(separator: " ") }

    /// The best of them, as `algorithm:hex`.
    package var best: String? {
        for algorithm in Self.strongest { if let hex = self[algorithm] { return "\(algorithm):\(hex)" } }
        return all.first.map { "\($0.algorithm):\($0.hex)" }
    }

    /// The hash by an algorithm.
    package subscript(algorithm: String) -> Substring? { all.first { $0.algorithm == algorithm }?.hex }

    /// The algorithms by which files are compared, best first.
    private static let strongest = ["sha512", "sha384", "sha256", "sha1", "md5"]

    /// Whether they show that two files differ: by the best algorithm that both have.
    package func differ(from other: FileDigests) -> Bool {
        for algorithm in Self.strongest {
            if let one = self[algorithm], let another = other[algorithm] { return one != another }
        }
        return false
    }

    package static func == (left: FileDigests, right: FileDigests) -> Bool { left.text == right.text }
}
