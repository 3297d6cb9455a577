internal import Bytes

/// Reads the parts of a shard; every offset and number in it is checked before it is followed.
struct ShardReader: ~Escapable {
    /// A record as it stands, with the numbers of the names of its packages.
    struct Stored {
        var advisory: Advisory
        var names: [Int]
    }

    let layout: ShardLayout
    private let bytes: Span<UInt8>
    /// How many more bytes of text the look-up may give.
    private var allowance = ShardFormat.answerLimit

    @_lifetime(copy bytes)
    init(_ bytes: Span<UInt8>, _ layout: ShardLayout) {
        self.bytes = bytes
        self.layout = layout
    }

    @_lifetime(self: copy self)
    mutating func resetAllowance() { allowance = ShardFormat.answerLimit }

    /// A table's text by its number.
    @_lifetime(self: copy self)
    mutating func text(_ number: Int, of table: ShardLayout.Table) throws(ByteError) -> String {
        let range = try range(number, of: table)
        guard range.count <= ShardFormat.textLimit, range.count <= allowance else {
            throw ByteError(.malformed, at: range.lowerBound)
        }
        allowance -= range.count
        return bytes.extracting(range).text
    }

    /// The number of a text in a sorted table.
    func index(of key: [UInt8], in table: ShardLayout.Table) throws(ByteError) -> Int? {
        let first = try firstIndex(notBefore: key, in: table)
        guard first < table.count, Self.compare(bytes.extracting(try range(first, of: table)), key) == 0 else {
            return nil
        }
        return first
    }

    /// The numbers of the texts in a sorted table that begin with a prefix.
    func indices(withPrefix prefix: [UInt8], in table: ShardLayout.Table) throws(ByteError) -> Range<Int> {
        let first = try firstIndex(notBefore: prefix, in: table)
        var end = first
        while end < table.count {
            let text = bytes.extracting(try range(end, of: table))
            guard text.count >= prefix.count, Self.compare(text.extracting(first: prefix.count), prefix) == 0 else {
                break
            }
            end += 1
        }
        return first..<end
    }

    /// Where a text stands in a sorted table or would stand.
    private func firstIndex(notBefore key: [UInt8], in table: ShardLayout.Table) throws(ByteError) -> Int {
        var low = 0
        var high = table.count
        while low < high {
            let middle = (low + high) / 2
            if Self.compare(bytes.extracting(try range(middle, of: table)), key) < 0 {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }

    /// The affected entries of a package's name whose advisory was not withdrawn.
    @_lifetime(self: copy self)
    mutating func candidates(ofName name: Int) throws(ByteError) -> [Candidate] {
        var candidates: [Candidate] = []
        try forEachRow(ofName: name) { (reader, record, row) throws(ByteError) in
            let stored = try reader.record(record)
            if stored.advisory.isWithdrawn { return }
            let affected = try reader.affected(row, name: name)
            candidates.append(Candidate(advisory: stored.advisory, affected: affected))
        }
        return candidates
    }

    /// Runs a body for each row of a package's name, with its record's number and where the rest of the row begins.
    ///
    /// The body may read on; the rows' own ends are found by reading past them.
    @_lifetime(self: copy self)
    mutating func forEachRow(
        ofName name: Int, _ body: (inout ShardReader, Int, Int) throws(ByteError) -> Void
    ) throws(ByteError) {
        let range = try range(name, starts: layout.rowStarts, content: layout.rows)
        var offset = range.lowerBound
        var record = 0
        while offset < range.upperBound {
            var reader = ByteReader(bytes.extracting(..<range.upperBound), at: offset)
            record = try Self.sum(record, try reader.varint(), at: reader.offset)
            let row = reader.offset
            try reader.skipRow()
            offset = reader.offset
            try body(&self, record, row)
        }
    }

    /// The affected entry whose shape stands at an offset.
    @_lifetime(self: copy self)
    mutating func affected(_ offset: Int, name: Int) throws(ByteError) -> AffectedPackage {
        var entry = AffectedPackage(ecosystem: layout.ecosystem, name: try text(name, of: layout.names))
        var reader = ByteReader(bytes.extracting(..<layout.rows.upperBound), at: offset)
        let shape = RowShape(rawValue: try reader.byte())
        let kind: VersionRange.Kind = shape.contains(.isEcosystem) ? .ecosystem : .semver
        if shape.contains(.untilFixed) {
            let fixed = try text(try reader.varint(), of: layout.texts)
            entry.ranges = [VersionRange(kind: kind, events: [.introduced("0"), .fixed(fixed)])]
        } else if shape.contains(.allVersions) {
            entry.ranges = [VersionRange(kind: kind, events: [.introduced("0")])]
        } else {
            for _ in 0..<(try reader.count()) {
                let head = try reader.varint()
                guard head >> 1 <= reader.remaining else { throw ByteError(.malformed, at: reader.offset) }
                var range = VersionRange(kind: head & 1 == 0 ? .semver : .ecosystem, events: [])
                for _ in 0..<(head >> 1) {
                    let event = try reader.varint()
                    let version = try text(event >> 2, of: layout.texts)
                    range.events.append(VersionRange.Event(code: event & 3, version: version))
                }
                entry.ranges.append(range)
            }
        }
        if shape.contains(.hasVersions) { entry.versions = try texts(&reader) }
        if shape.contains(.hasRatings) { entry.ratings = try ratings(&reader) }
        if shape.contains(.hasArchitectures) { entry.architectures = try texts(&reader) }
        if shape.contains(.hasModule) { entry.module = try text(try reader.varint(), of: layout.texts) }
        return entry
    }

    /// A record by its number.
    @_lifetime(self: copy self)
    mutating func record(_ number: Int) throws(ByteError) -> Stored {
        let range = try range(number, starts: layout.recordStarts, content: layout.records)
        var reader = ByteReader(bytes.extracting(..<range.upperBound), at: range.lowerBound)
        let flags = try reader.byte()
        var advisory = Advisory(id: try text(try reader.varint(), of: layout.identifiers))
        advisory.isWithdrawn = flags & 1 != 0
        advisory.isDerived = flags & 2 != 0
        advisory.aliases = try identifiers(&reader)
        advisory.upstream = try identifiers(&reader)
        advisory.related = try identifiers(&reader)
        advisory.published = Timestamp.text(code: try reader.varint())
        advisory.modified = Timestamp.text(code: try reader.varint())
        advisory.ratings = try ratings(&reader)
        var names: [Int] = []
        for _ in 0..<(try reader.count()) { names.append(try reader.varint()) }
        return Stored(advisory: advisory, names: names)
    }

    /// The numbers of the records that an identifier names, ascending.
    func records(ofIdentifier identifier: Int) throws(ByteError) -> [Int] {
        let range = try range(identifier, starts: layout.postingStarts, content: layout.postings)
        var reader = ByteReader(bytes.extracting(..<range.upperBound), at: range.lowerBound)
        var numbers: [Int] = []
        var last = 0
        for _ in 0..<(try reader.count()) {
            last = try Self.sum(last, try reader.varint(), at: reader.offset)
            numbers.append(last)
        }
        return numbers
    }
}

extension ShardReader {
    @_lifetime(self: copy self)
    @_lifetime(reader: copy reader)
    private mutating func texts(_ reader: inout ByteReader) throws(ByteError) -> [String] {
        var texts: [String] = []
        for _ in 0..<(try reader.count()) { texts.append(try text(try reader.varint(), of: layout.texts)) }
        return texts
    }

    @_lifetime(self: copy self)
    @_lifetime(reader: copy reader)
    private mutating func identifiers(_ reader: inout ByteReader) throws(ByteError) -> [String] {
        var texts: [String] = []
        for _ in 0..<(try reader.count()) { texts.append(try text(try reader.varint(), of: layout.identifiers)) }
        return texts
    }

    @_lifetime(self: copy self)
    @_lifetime(reader: copy reader)
    private mutating func ratings(_ reader: inout ByteReader) throws(ByteError) -> [Rating] {
        var ratings: [Rating] = []
        for _ in 0..<(try reader.count()) {
            guard let kind = Rating.Kind(rawValue: try reader.byte()) else {
                throw ByteError(.malformed, at: reader.offset)
            }
            ratings.append(Rating(kind: kind, text: try text(try reader.varint(), of: layout.texts)))
        }
        return ratings
    }

    /// Where a table's text lies.
    private func range(_ number: Int, of table: ShardLayout.Table) throws(ByteError) -> Range<Int> {
        let start = number == 0 ? 0 : try word(number - 1, of: table.ends)
        let end = try word(number, of: table.ends)
        guard start <= end, end <= table.bytes.count else { throw ByteError(.malformed, at: table.ends.lowerBound) }
        return (table.bytes.lowerBound + start)..<(table.bytes.lowerBound + end)
    }

    /// Where an element lies whose start a list gives, and whose end is the next one's start.
    private func range(_ number: Int, starts: Range<Int>, content: Range<Int>) throws(ByteError) -> Range<Int> {
        let start = try word(number, of: starts)
        let end = number == starts.count / 4 - 1 ? content.count : try word(number + 1, of: starts)
        guard start <= end, end <= content.count else { throw ByteError(.malformed, at: starts.lowerBound) }
        return (content.lowerBound + start)..<(content.lowerBound + end)
    }

    private func word(_ number: Int, of section: Range<Int>) throws(ByteError) -> Int {
        guard number >= 0, number < section.count / 4 else { throw ByteError(.malformed, at: section.lowerBound) }
        let offset = section.lowerBound + number * 4
        return Int(bytes[offset]) | Int(bytes[offset + 1]) << 8 | Int(bytes[offset + 2]) << 16
            | Int(bytes[offset + 3]) << 24
    }

    private static func sum(_ one: Int, _ other: Int, at offset: Int) throws(ByteError) -> Int {
        let (sum, overflow) = one.addingReportingOverflow(other)
        guard !overflow else { throw ByteError(.malformed, at: offset) }
        return sum
    }

    /// Below, at or above zero as the one comes before, is, or comes after the other.
    private static func compare(_ one: Span<UInt8>, _ other: [UInt8]) -> Int {
        for index in 0..<min(one.count, other.count) where one[index] != other[index] {
            return Int(one[index]) - Int(other[index])
        }
        return one.count - other.count
    }
}

extension ByteReader {
    /// Moves behind a row whose shape comes next.
    @_lifetime(self: copy self)
    fileprivate mutating func skipRow() throws(ByteError) {
        let shape = RowShape(rawValue: try byte())
        if shape.contains(.untilFixed) {
            _ = try varint()
        } else if !shape.contains(.allVersions) {
            for _ in 0..<(try count()) {
                let events = try varint() >> 1
                guard events <= remaining else { throw ByteError(.malformed, at: offset) }
                for _ in 0..<events { _ = try varint() }
            }
        }
        if shape.contains(.hasVersions) { for _ in 0..<(try count()) { _ = try varint() } }
        if shape.contains(.hasRatings) {
            for _ in 0..<(try count()) {
                _ = try byte()
                _ = try varint()
            }
        }
        if shape.contains(.hasArchitectures) { for _ in 0..<(try count()) { _ = try varint() } }
        if shape.contains(.hasModule) { _ = try varint() }
    }
}
