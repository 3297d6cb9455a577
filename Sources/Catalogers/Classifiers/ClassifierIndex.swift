internal import Layers

/// All rules by the names of the files that they want, so that a file that none wants costs two look-ups.
struct ClassifierIndex: Sendable {
    /// So many bytes of a name with a `*` lie before it at least.
    private static let keyLength = 3

    let classifiers: [Classifier]
    private let exact: ByteTable<[Int]>
    private let prefixes: ByteTable<[Int]>

    init(_ classifiers: [Classifier]) {
        self.classifiers = classifiers
        var exact: [[UInt8]: [Int]] = [:]
        var prefixes: [[UInt8]: [Int]] = [:]
        for (index, classifier) in classifiers.enumerated() {
            for pattern in classifier.files {
                if pattern.isExact {
                    exact[pattern.suffix, default: []].append(index)
                } else {
                    prefixes[Array(pattern.prefix.prefix(Self.keyLength)), default: []].append(index)
                }
            }
        }
        self.exact = ByteTable(exact)
        self.prefixes = ByteTable(prefixes)
    }

    /// The files that no first bytes tell: by name or ending.
    var patterns: [FilePattern] {
        let named = classifiers.filter { $0.form == .named }.flatMap(\.files)
        let patterns = named.map { pattern -> FilePattern in
            let suffix = String(decoding: pattern.suffix, as: UTF8.self)
            return pattern.isExact ? .name(suffix) : .suffix(suffix)
        }
        return Set(patterns).sorted { "\($0)" < "\($1)" }
    }

    /// The rules for a file, in the order of the table.
    func classifiers(for path: String) -> [Classifier] {
        let bytes = path.utf8.span
        var start = bytes.count
        while start > 0 && bytes[start - 1] != UInt8(ascii: "/") { start -= 1 }
        var found = exact.value(of: bytes, from: start, to: bytes.count) ?? []
        if bytes.count - start >= Self.keyLength {
            found += prefixes.value(of: bytes, from: start, to: start + Self.keyLength) ?? []
        }
        guard !found.isEmpty else { return [] }
        return Set(found).sorted().map { classifiers[$0] }.filter { classifier in
            classifier.files.contains { $0.matches(bytes) }
                && (classifier.folder.isEmpty || path.dropLast(bytes.count - start).contains(classifier.folder))
        }
    }
}
