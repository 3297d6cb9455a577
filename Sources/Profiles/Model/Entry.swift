/// One permission of a profile, with how it came to be known and why it is there; the rule's own properties are the entry's.
@dynamicMemberLookup
package struct Entry<Subject: Rule>: Sendable, Hashable {
    package var rule: Subject
    package var known: Known
    /// The facts that brought it, in a few words for people.
    package var because: String

    package init(_ rule: Subject, _ known: Known, because: String = "") {
        self.rule = rule
        self.known = known
        self.because = because
    }

    package subscript<Value>(dynamicMember path: KeyPath<Subject, Value>) -> Value { rule[keyPath: path] }

    /// This entry and another of the same identity as one: both permissions, known by the stronger of both.
    func united(with other: Entry) -> Entry {
        let isStronger = known > other.known || (known == other.known && because <= other.because)
        let (first, second) = isStronger ? (self, other) : (other, self)
        return Entry(
            first.rule.united(with: second.rule), first.known,
            because: first.because.isEmpty ? second.because : first.because)
    }
}

extension Array {
    /// The entries in the order of a document, those of the same identity made one.
    package func united<Subject>() -> [Entry<Subject>] where Element == Entry<Subject> {
        var places: [String: Int] = [:]
        var entries: [Entry<Subject>] = []
        for entry in self {
            if let place = places[entry.rule.identity] {
                entries[place] = entries[place].united(with: entry)
            } else {
                places[entry.rule.identity] = entries.count
                entries.append(entry)
            }
        }
        guard Subject.isSorted else { return entries }
        return entries.sorted { $0.rule.identity.utf8.lexicographicallyPrecedes($1.rule.identity.utf8) }
    }
}
