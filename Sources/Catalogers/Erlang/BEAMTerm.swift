internal import Bytes

/// A term as Erlang and Elixir write it in their files; of numbers, atoms and texts the text is kept.
enum BEAMTerm: Equatable {
    case atom(String)
    case text(String)
    case tuple([BEAMTerm])
    case list([BEAMTerm])

    /// The language that a file is written in: the two differ in comments, maps and atoms.
    enum Language { case erlang, elixir }

    /// How deep tuples and lists may nest.
    static let depthLimit = 64

    /// Reads the terms of a whole file, in Erlang each with a full stop behind.
    static func terms(in bytes: Span<UInt8>, _ language: Language) throws(ByteError) -> [BEAMTerm] {
        var reader = BEAMTermReader(bytes, language)
        var terms: [BEAMTerm] = []
        while let term = try reader.next() { terms.append(term) }
        return terms
    }

    /// The text of an atom, a text or a number.
    var text: String? {
        switch self {
        case .atom(let text), .text(let text): text
        case .tuple, .list: nil
        }
    }

    /// The terms in a tuple or list; none in anything else.
    var elements: [BEAMTerm] {
        switch self {
        case .tuple(let elements), .list(let elements): elements
        case .atom, .text: []
        }
    }

    var isList: Bool { if case .list = self { true } else { false } }

    subscript(index: Int) -> BEAMTerm? { elements.indices.contains(index) ? elements[index] : nil }

    /// The value of a pair in a list of pairs.
    subscript(key: String) -> BEAMTerm? {
        elements.first { $0.elements.count == 2 && $0[0]?.text == key }?[1]
    }
}
