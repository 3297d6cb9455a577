/// How an entry came to be known, the weakest first.
package enum Known: String, Sendable, CaseIterable, Comparable {
    /// Concluded from the image alone.
    case derived
    /// Seen in a run.
    case observed
    /// Written by a person.
    case declared

    package static func < (left: Known, right: Known) -> Bool { left.strength < right.strength }

    private var strength: Int {
        switch self {
        case .derived: 0
        case .observed: 1
        case .declared: 2
        }
    }
}
