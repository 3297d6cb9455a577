internal import Bytes

/// What one file says of packages, one after the other; packed, because an image has tens of thousands of records, each of a dozen texts.
///
/// A record is made of its bytes each time it is looked at.
package struct PackageRecords: Sendable, Equatable, Sequence {
    /// The records in the form of `PackageRecord.encode`, without anything between them.
    private(set) var packed: [UInt8] = []
    package private(set) var count = 0

    package init() {}

    package init(_ records: some Sequence<PackageRecord>) {
        for record in records { append(record) }
        // Most files name one package, and there are tens of thousands of them: what they grew into would be half as much again.
        if packed.capacity > packed.count + packed.count / 8 { packed = packed.withUnsafeBufferPointer(Array.init) }
    }

    /// Takes what `packed` gave.
    init(packed: [UInt8], count: Int) {
        self.packed = packed
        self.count = count
    }

    package var isEmpty: Bool { count == 0 }
    package var first: PackageRecord? { first { _ in true } }
    package var underestimatedCount: Int { count }
    /// How many bytes they take.
    package var size: Int { packed.count }

    package mutating func append(_ record: PackageRecord) {
        // The bytes move into the writer and back, so that they are never copied.
        var writer = ByteWriter(continuing: packed)
        packed = []
        record.encode(into: &writer)
        packed = writer.bytes
        count += 1
    }

    package static func += (left: inout Self, right: some Sequence<PackageRecord>) {
        for record in right { left.append(record) }
    }

    package func makeIterator() -> Iterator { Iterator(packed) }

    package struct Iterator: IteratorProtocol {
        private let packed: [UInt8]
        private var offset = 0

        fileprivate init(_ packed: [UInt8]) { self.packed = packed }

        /// The next record; nothing at the end, or where a broken cache has no whole record.
        package mutating func next() -> PackageRecord? {
            guard offset < packed.count else { return nil }
            var reader = ByteReader(packed.span, at: offset)
            guard let record = try? PackageRecord(from: &reader) else { return nil }
            offset = reader.offset
            return record
        }
    }
}

extension PackageRecords: ExpressibleByArrayLiteral {
    package init(arrayLiteral records: PackageRecord...) { self.init(records) }
}
