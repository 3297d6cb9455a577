/// Which of two versions comes first.
package enum Ordering: Int, Sendable, Hashable {
    case less = -1
    case equal = 0
    case greater = 1

    /// How the first value stands to the second.
    package init<Value: Comparable>(_ a: Value, _ b: Value) {
        self = a < b ? .less : a > b ? .greater : .equal
    }

    /// The answer when the two versions change places.
    package var reversed: Ordering {
        switch self {
        case .less: .greater
        case .equal: .equal
        case .greater: .less
        }
    }
}
