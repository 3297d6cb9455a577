internal import Bytes

/// Puts a shard together; the same records in the same order give the same bytes.
struct ShardWriter {
    private struct Row {
        let name: Int
        let record: Int
        let body: Range<Int>
    }

    private let ecosystem: String
    private var names = Interner()
    private var identifiers = Interner()
    private var texts = Interner()
    private var rows: [Row] = []
    private var bodies = ByteWriter()
    private var records: [DraftRecord] = []

    /// How many affected entries were added.
    var rowCount: Int { rows.count }
    var recordCount: Int { records.count }
    private(set) var withdrawnCount = 0
    private(set) var derivedCount = 0
    /// The seconds of the newest change that does not lie in the future; 0 where none is known.
    private(set) var newest = 0
    private let now: Timestamp?

    /// - Parameter now: records that claim to have changed later tell nothing of the shard's age.
    init(ecosystem: String, now: Timestamp? = nil) {
        self.ecosystem = ecosystem
        self.now = now
    }

    /// Adds an advisory with those of its affected entries that are of this shard; to be called in the order of the
    /// ids.
    mutating func add(_ advisory: Advisory, _ affected: [AffectedPackage]) {
        let number = records.count
        var record = DraftRecord()
        if advisory.isWithdrawn { record.flags.insert(.withdrawn) }
        if advisory.isDerived { record.flags.insert(.derived) }
        record.id = identifiers.number(of: advisory.id)
        record.aliases = advisory.aliases.map { identifiers.number(of: $0) }
        record.upstream = advisory.upstream.map { identifiers.number(of: $0) }
        record.related = advisory.related.map { identifiers.number(of: $0) }
        record.published = advisory.publishedCode
        record.modified = advisory.modifiedCode
        record.ratings = advisory.ratings.map { ($0.kind, texts.number(of: $0.text)) }
        for entry in affected {
            let name = names.number(of: Ecosystem.key(entry.name, in: ecosystem))
            if !record.names.contains(name) { record.names.append(name) }
            let start = bodies.bytes.count
            append(entry)
            rows.append(Row(name: name, record: number, body: start..<bodies.bytes.count))
        }
        records.append(record)
        withdrawnCount += advisory.isWithdrawn ? 1 : 0
        derivedCount += advisory.isDerived ? 1 : 0
        let modified = Timestamp.seconds(code: advisory.modifiedCode)
        if modified <= now?.seconds ?? Int.max { newest = max(newest, modified) }
    }

    /// The shard's bytes.
    consuming func finish() -> [UInt8] {
        let nameOrder = names.sorted()
        let identifierOrder = identifiers.sorted()
        var sections = [[UInt8]](repeating: [], count: ShardFormat.Section.allCases.count)
        sections[ShardFormat.Section.ecosystem.rawValue] = Array(ecosystem.utf8)
        (sections[ShardFormat.Section.nameEnds.rawValue], sections[ShardFormat.Section.nameBytes.rawValue]) =
            Self.table(nameOrder.names)
        (
            sections[ShardFormat.Section.identifierEnds.rawValue],
            sections[ShardFormat.Section.identifierBytes.rawValue]
        ) =
            Self.table(identifierOrder.names)
        (sections[ShardFormat.Section.textEnds.rawValue], sections[ShardFormat.Section.textBytes.rawValue]) =
            Self.table(texts.names)
        (sections[ShardFormat.Section.rowStarts.rawValue], sections[ShardFormat.Section.rows.rawValue]) =
            rowSections(nameOrder.ranks)
        (sections[ShardFormat.Section.recordStarts.rawValue], sections[ShardFormat.Section.records.rawValue]) =
            recordSections(nameOrder.ranks, identifierOrder.ranks)
        (sections[ShardFormat.Section.postingStarts.rawValue], sections[ShardFormat.Section.postings.rawValue]) =
            postingSections(identifierOrder.ranks)
        return Self.join(sections)
    }

    private mutating func append(_ entry: AffectedPackage) {
        var shape: RowShape = []
        var fixed: String?
        if entry.ranges.count == 1 {
            switch entry.ranges[0].events {
            case [.introduced("0")]: shape.insert(.allVersions)
            case let events where events.count == 2 && events[0] == .introduced("0"):
                if case .fixed(let version) = events[1] {
                    shape.insert(.untilFixed)
                    fixed = version
                }
            default: break
            }
            if entry.ranges[0].kind == .ecosystem { shape.insert(.isEcosystem) }
        }
        if !entry.versions.isEmpty { shape.insert(.hasVersions) }
        if !entry.ratings.isEmpty { shape.insert(.hasRatings) }
        if !entry.architectures.isEmpty { shape.insert(.hasArchitectures) }
        if !entry.module.isEmpty { shape.insert(.hasModule) }
        bodies.append(shape.rawValue)
        if let fixed {
            bodies.append(varint: texts.number(of: fixed))
        } else if !shape.contains(.allVersions) {
            bodies.append(varint: entry.ranges.count)
            for range in entry.ranges {
                bodies.append(varint: range.events.count << 1 | Int(range.kind.rawValue))
                for event in range.events {
                    bodies.append(varint: texts.number(of: event.version) << 2 | Int(event.code))
                }
            }
        }
        if shape.contains(.hasVersions) { append(texts: entry.versions) }
        if shape.contains(.hasRatings) {
            bodies.append(varint: entry.ratings.count)
            for rating in entry.ratings {
                bodies.append(rating.kind.rawValue)
                bodies.append(varint: texts.number(of: rating.text))
            }
        }
        if shape.contains(.hasArchitectures) { append(texts: entry.architectures) }
        if shape.contains(.hasModule) { bodies.append(varint: texts.number(of: entry.module)) }
    }

    private mutating func append(texts list: [String]) {
        bodies.append(varint: list.count)
        for text in list { bodies.append(varint: texts.number(of: text)) }
    }

    private func rowSections(_ nameRanks: [Int]) -> ([UInt8], [UInt8]) {
        var order = Array(rows.indices)
        order.sort { (nameRanks[rows[$0].name], $0) < (nameRanks[rows[$1].name], $1) }
        var starts = ByteWriter()
        var content = ByteWriter()
        var name = -1
        var record = 0
        for index in order {
            let row = rows[index]
            if nameRanks[row.name] != name {
                name = nameRanks[row.name]
                record = 0
                starts.append(littleEndian: UInt32(truncatingIfNeeded: content.bytes.count))
            }
            content.append(varint: row.record - record)
            record = row.record
            content.append(contentsOf: bodies.bytes[row.body])
        }
        return (starts.bytes, content.bytes)
    }

    private func recordSections(_ nameRanks: [Int], _ identifierRanks: [Int]) -> ([UInt8], [UInt8]) {
        var starts = ByteWriter()
        var content = ByteWriter()
        for record in records {
            starts.append(littleEndian: UInt32(truncatingIfNeeded: content.bytes.count))
            content.append(record.flags.rawValue)
            content.append(varint: identifierRanks[record.id])
            for list in [record.aliases, record.upstream, record.related] {
                content.append(varint: list.count)
                for identifier in list { content.append(varint: identifierRanks[identifier]) }
            }
            content.append(varint: record.published)
            content.append(varint: record.modified)
            content.append(varint: record.ratings.count)
            for rating in record.ratings {
                content.append(rating.0.rawValue)
                content.append(varint: rating.1)
            }
            content.append(varint: record.names.count)
            for name in record.names.map({ nameRanks[$0] }).sorted() { content.append(varint: name) }
        }
        return (starts.bytes, content.bytes)
    }

    private func postingSections(_ identifierRanks: [Int]) -> ([UInt8], [UInt8]) {
        var postings = [[Int]](repeating: [], count: identifierRanks.count)
        for (number, record) in records.enumerated() {
            for identifier in [record.id] + record.aliases + record.upstream + record.related {
                let rank = identifierRanks[identifier]
                if postings[rank].last != number { postings[rank].append(number) }
            }
        }
        var starts = ByteWriter()
        var content = ByteWriter()
        for list in postings {
            starts.append(littleEndian: UInt32(truncatingIfNeeded: content.bytes.count))
            content.append(varint: list.count)
            var last = 0
            for number in list {
                content.append(varint: number - last)
                last = number
            }
        }
        return (starts.bytes, content.bytes)
    }

    private static func table(_ names: [String]) -> ([UInt8], [UInt8]) {
        var ends = ByteWriter()
        var content: [UInt8] = []
        for name in names {
            content.append(contentsOf: name.utf8)
            ends.append(littleEndian: UInt32(truncatingIfNeeded: content.count))
        }
        return (ends.bytes, content)
    }

    private static func join(_ sections: [[UInt8]]) -> [UInt8] {
        var writer = ByteWriter(reserving: ShardFormat.headerSize + sections.reduce(0) { $0 + $1.count })
        writer.append(contentsOf: ShardFormat.magic)
        writer.append(littleEndian: UInt32(truncatingIfNeeded: sections.count))
        var offset = ShardFormat.headerSize
        for section in sections {
            writer.append(littleEndian: UInt32(truncatingIfNeeded: offset))
            writer.append(littleEndian: UInt32(truncatingIfNeeded: section.count))
            offset += section.count
        }
        for section in sections { writer.append(contentsOf: section) }
        return writer.bytes
    }
}

/// A record whose names are still numbers in the order of their coming.
private struct DraftRecord {
    var flags: RecordFlags = []
    var id = 0
    var aliases: [Int] = []
    var upstream: [Int] = []
    var related: [Int] = []
    var published = 0
    var modified = 0
    var ratings: [(Rating.Kind, Int)] = []
    var names: [Int] = []
}

/// Gives each text a number, in the order of their coming.
private struct Interner {
    private(set) var names: [String] = []
    private var numbers: [String: Int] = [:]

    mutating func number(of name: String) -> Int {
        if let number = numbers[name] { return number }
        numbers[name] = names.count
        names.append(name)
        return names.count - 1
    }

    /// The texts sorted by bytes, and each number's place among them.
    func sorted() -> (names: [String], ranks: [Int]) {
        let order = names.indices.sorted { names[$0].utf8.lexicographicallyPrecedes(names[$1].utf8) }
        var ranks = [Int](repeating: 0, count: names.count)
        for (rank, number) in order.enumerated() { ranks[number] = rank }
        return (order.map { names[$0] }, ranks)
    }
}
