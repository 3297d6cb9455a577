internal import JSON

extension JSONValue {
    /// An object of members in their order, without those that have no value.
    static func object(of members: [(name: String, value: JSONValue?)]) -> JSONValue {
        .object(members.compactMap { member in member.value.map { Member(member.name, $0) } })
    }

    /// A text, or nothing where it is empty.
    static func text(_ text: String?) -> JSONValue? { text.flatMap { $0.isEmpty ? nil : .string($0) } }

    /// A list of texts.
    static func texts(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }

    /// A list of texts, or nothing where there is none.
    static func texts(unlessEmpty texts: [String]) -> JSONValue? { texts.isEmpty ? nil : .texts(texts) }

    static func integer(_ number: Int) -> JSONValue { .number(String(number)) }

    /// The same object with one more member at its end.
    func adding(_ name: String, _ value: JSONValue) -> JSONValue {
        guard case .object(let members) = self else { return self }
        return .object(members + [Member(name, value)])
    }

    /// The text of a member; empty where there is none.
    func text(_ name: String) -> String { self[name]?.string ?? "" }

    /// The elements of a member that is an array.
    func elements(_ name: String) -> [JSONValue] { self[name]?.array ?? [] }
}
