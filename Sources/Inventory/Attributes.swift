internal import Bytes

/// What an ecosystem says of a package beside what all have: texts under names, each name once; packed, because an image has tens of thousands.
package struct Attributes: Sendable, Equatable {
    /// For each name in the names' order the name and its text, each after its length (LEB128).
    private(set) var packed: [UInt8] = []

    package init() {}

    package init(_ pairs: [String: String]) { self.init(unsorted: pairs.map { ($0.key, $0.value) }) }

    private init(unsorted pairs: [Element]) {
        var writer = ByteWriter()
        for (name, text) in pairs.sorted(by: { $0.key.utf8.span.precedes($1.key.utf8.span) }) {
            writer.append(text: name)
            writer.append(text: text)
        }
        // What it grew into would stay as long as it does.
        packed = writer.bytes.withUnsafeBufferPointer(Array.init)
    }

    /// Takes what `packed` gave; of broken bytes, what comes before the break.
    init(packed: [UInt8]) { self.packed = packed }

    package var isEmpty: Bool { packed.isEmpty }

    /// The text under a name; nothing set takes the name away.
    package subscript(name: String) -> String? {
        get {
            let (place, isFound) = place(of: name)
            guard isFound else { return nil }
            var reader = ByteReader(packed.span, at: place.lowerBound)
            return try? { () throws(ByteError) in
                try reader.skip(reader.varint())
                return try reader.text()
            }()
        }
        set {
            var writer = ByteWriter()
            if let newValue {
                writer.append(text: name)
                writer.append(text: newValue)
            }
            packed.replaceSubrange(place(of: name).range, with: writer.bytes)
        }
    }

    /// Takes a name away.
    ///
    /// - Returns: the text that stood under it.
    package mutating func removeValue(forKey name: String) -> String? {
        defer { self[name] = nil }
        return self[name]
    }

    /// Takes over what another says under names that this has not.
    package mutating func fill(from other: Attributes) {
        let missing = other.filter { self[$0.key] == nil }
        if !missing.isEmpty { self = isEmpty ? other : Attributes(unsorted: Array(self) + missing) }
    }

    /// The bytes of a name and its text, or the place where they would stand.
    private func place(of name: String) -> (range: Range<Int>, isFound: Bool) {
        let sought = name.utf8.span
        var reader = ByteReader(packed.span)
        var start = 0
        do throws(ByteError) {
            while !reader.isAtEnd {
                start = reader.offset
                let other = try reader.take(reader.varint())
                let (isFound, isBehind) = (other.equals(sought), sought.precedes(other))
                try reader.skip(reader.varint())
                if isFound { return (start..<reader.offset, true) }
                if isBehind { return (start..<start, false) }
            }
        } catch {
            return (start..<packed.count, false)
        }
        return (packed.count..<packed.count, false)
    }
}

extension Attributes: Sequence {
    package func makeIterator() -> Iterator { Iterator(packed) }

    package struct Iterator: IteratorProtocol {
        private let packed: [UInt8]
        private var offset = 0

        fileprivate init(_ packed: [UInt8]) { self.packed = packed }

        package mutating func next() -> (key: String, value: String)? {
            guard offset < packed.count else { return nil }
            var reader = ByteReader(packed.span, at: offset)
            guard let key = try? reader.text(), let value = try? reader.text() else { return nil }
            offset = reader.offset
            return (key, value)
        }
    }
}

extension Attributes: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral pairs: (String, String)...) {
        self.init(Dictionary(pairs) { first, _ in first })
    }
}
