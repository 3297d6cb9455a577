import Testing

/// A lock file of one format, whole, and what it lists.
struct LockSample: Sendable, CustomTestStringConvertible {
    /// Where it lies, which says what it is.
    let path: String
    let text: String
    /// Name and version of each package, in the file's order.
    let packages: [String]
    /// Other things in the same place: each must be told.
    let wrong: [String]
    /// At how many ends of lines a cut leaves what looks like a shorter file, since what stands before needs nothing of the rest.
    let silentCuts: Int

    init(_ path: String, _ text: String, _ packages: [String], wrong: [String], silentCuts: Int = 0) {
        self.silentCuts = silentCuts
        self.path = path
        self.text = text
        self.packages = packages
        self.wrong = wrong
    }

    var testDescription: String { path }

    /// What is no document of any of the formats.
    static let strange = ["[]", "[1]", "\"text\"", "7\n", "hello\n", "<x/>", "- a\n- b\n", "null"]
}

extension LockSample {
    static let all: [LockSample] = node + python + others
}
