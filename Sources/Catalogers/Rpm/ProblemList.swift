/// What of a file could not be read, for people; a few of a kind are enough.
struct ProblemList {
    private(set) var texts: [String] = []
    private var omitted = 0

    /// How many are kept; a damaged database of a hundred thousand pages would say the same of each.
    private static let limit = 20

    mutating func append(_ text: @autoclosure () -> String) {
        if texts.count < Self.limit { texts.append(text()) } else { omitted += 1 }
        if omitted == 1 { texts.append("and more of the kind") }
    }

    mutating func append(contentsOf other: ProblemList) {
        for text in other.texts where !texts.contains(text) { append(text) }
    }
}
