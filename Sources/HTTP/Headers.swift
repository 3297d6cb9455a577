/// The header fields of a message, in their order; names are compared without case (RFC 9110 §5).
package struct Headers: Hashable, Sendable {
    /// One field line.
    package struct Field: Hashable, Sendable {
        package var name: String
        package var value: String

        /// Makes a field of a name and a value.
        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The field lines in the order of the message.
    package private(set) var fields: [Field] = []

    /// No fields.
    package init() {}

    /// The first value under a name; setting replaces all of them, setting nothing removes them.
    package subscript(name: String) -> String? {
        get { fields.first { equalIgnoringCase($0.name, name) }?.value }
        set {
            fields.removeAll { equalIgnoringCase($0.name, name) }
            if let newValue { fields.append(Field(name, newValue)) }
        }
    }

    /// Every value under a name, one for each field line.
    package func values(of name: String) -> [String] {
        fields.filter { equalIgnoringCase($0.name, name) }.map(\.value)
    }

    /// Adds a field line beside those of the same name.
    package mutating func add(_ name: String, _ value: String) { fields.append(Field(name, value)) }

    /// The members of a comma-separated list that may be spread over several lines (RFC 9110 §5.6.1).
    func list(_ name: String) -> [Substring] {
        values(of: name).flatMap { $0.split(separator: ",").map(\.trimmed) }.filter { !$0.isEmpty }
    }

    /// Whether a comma-separated list has a member, without regard to case.
    func list(_ name: String, contains member: String) -> Bool {
        list(name).contains { equalIgnoringCase($0, member) }
    }
}

extension Headers: ExpressibleByDictionaryLiteral {
    /// Makes header fields of names and values, in the order written.
    package init(dictionaryLiteral elements: (String, String)...) {
        fields = elements.map { Field($0, $1) }
    }
}
