import Testing
import Versions

/// Versions from the oldest to the newest; those of one rung, between spaces, are equal.
struct Ladder: Sendable, CustomTestStringConvertible {
    let scheme: VersionScheme
    let source: String
    let rungs: [[String]]

    init(_ scheme: VersionScheme, _ source: String, _ rungs: String...) {
        self.scheme = scheme
        self.source = source
        self.rungs = rungs.map { $0.split(separator: " ").map(String.init) }
    }

    var testDescription: String { "\(scheme): \(source)" }

    /// Checks every version against every other.
    func check() throws {
        for (i, rung) in rungs.enumerated() {
            for (j, other) in rungs.enumerated() {
                for a in rung {
                    for b in other {
                        let order = try scheme.compare(a, b)
                        let expected = Ordering(i, j)
                        if order != expected { Issue.record("\(scheme): \(a) and \(b) are \(order), not \(expected)") }
                    }
                }
            }
        }
    }
}
