/// Finds the word that a mistyped one was meant to be.
package enum Spelling {
    /// The closest of some words, letter case aside; nil if none is near.
    ///
    /// Near means one change in three letters, at most three: a letter more, less or another, or two neighbours swapped.
    package static func closest(to word: String, among words: some Sequence<String>) -> String? {
        let wanted = Array(word.lowercased().utf8)
        guard !wanted.isEmpty, wanted.count <= 64 else { return nil }
        var best: (word: String, distance: Int)?
        for candidate in words where candidate.utf8.count <= 64 {
            let distance = distance(wanted, Array(candidate.lowercased().utf8))
            let limit = min(3, max(1, max(wanted.count, candidate.utf8.count) / 3))
            if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        return best?.word
    }

    /// The number of changes between two words (optimal string alignment).
    private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var (older, last) = ([Int](), Array(0...b.count))
        for i in a.indices {
            var row = [i + 1]
            for j in b.indices {
                var cost = min(last[j] + (a[i] == b[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, older[j - 1] + 1) }
                row.append(cost)
            }
            (older, last) = (last, row)
        }
        return last[b.count]
    }
}
