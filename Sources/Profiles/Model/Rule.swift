package import JSON

/// One kind of permission: what it is in a document, what makes two of them speak of the same thing, and what it permits.
package protocol Rule: Sendable, Hashable {
    /// What an entry of this kind is called in messages.
    static var noun: String { get }
    /// The names of its members in a document, beside `known` and `because`.
    static var keys: [String] { get }
    /// Whether entries are put in order; else the order in which they are written means something.
    static var isSorted: Bool { get }

    /// Reads the members.
    init(_ fields: Fields) throws(ProfileError)
    /// The members as they are written.
    var members: [JSONValue.Member] { get }
    /// What two rules share that speak of the same thing, and the order of a document.
    var identity: String { get }
    /// Both rules as one; the other has the same identity.
    func united(with other: Self) -> Self
    /// Whether this rule permits all that the other does.
    func covers(_ other: Self) -> Bool
    /// What a rule and those that it covers share, so that long lists are compared in little time; files share folders instead.
    var topic: String { get }
    /// The rule in one line for people.
    var summary: String { get }
}

extension Rule {
    package static var isSorted: Bool { true }

    package var topic: String { "" }

    package func united(with other: Self) -> Self { self }

    package func covers(_ other: Self) -> Bool { self == other }
}

/// A number with zeros before it, so that texts come in the numbers' order.
func ordered(_ number: some BinaryInteger) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 20 - digits.utf8.count)) + digits
}
