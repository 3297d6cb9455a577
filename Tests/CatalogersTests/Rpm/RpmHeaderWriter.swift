@testable import Catalogers

/// Writes package headers as rpm keeps them in its databases.
struct RpmHeaderWriter {
    private struct Entry {
        let tag: UInt32
        let type: UInt32
        let count: Int
        let value: [UInt8]
    }

    private var entries: [Entry] = []
    /// Entries behind the region, as an installation adds them.
    private var added: [Entry] = []

    init(
        name: String, version: String = "1.0", release: String = "1.el9", epoch: UInt32? = nil,
        architecture: String? = "x86_64", sourceRpm: String? = nil
    ) {
        text(.name, name)
        text(.version, version)
        text(.release, release)
        if let epoch { integers(.epoch, [epoch]) }
        if let architecture { text(.architecture, architecture) }
        if let sourceRpm { text(.sourceRpm, sourceRpm) }
    }

    mutating func text(_ tag: RpmTag, _ value: String, type: RpmType = .string) {
        append(tag.rawValue, type, 1, Array(value.utf8) + [0])
    }

    mutating func texts(_ tag: RpmTag, _ values: [String], type: RpmType = .stringArray) {
        append(tag.rawValue, type, values.count, values.flatMap { Array($0.utf8) + [0] })
    }

    mutating func integers<T: FixedWidthInteger>(_ tag: RpmTag, _ values: [T]) {
        let type: RpmType =
            switch T.bitWidth {
            case 8: .character
            case 16: .int16
            case 32: .int32
            default: .int64
            }
        append(tag.rawValue, type, values.count, values.flatMap { bigEndian($0) })
    }

    mutating func binary(_ tag: RpmTag, _ value: [UInt8]) { append(tag.rawValue, .binary, value.count, value) }

    mutating func files(_ paths: [(directory: String, name: String)], digest: String = "", algorithm: UInt32? = nil) {
        var directories: [String] = []
        for path in paths where !directories.contains(path.directory) { directories.append(path.directory) }
        texts(.baseNames, paths.map(\.name))
        texts(.directoryNames, directories)
        integers(.directoryIndexes, paths.map { path in UInt32(directories.firstIndex(of: path.directory) ?? 0) })
        texts(.fileDigests, paths.map { _ in digest })
        if let algorithm { integers(.fileDigestAlgorithm, [algorithm]) }
    }

    /// Adds a text behind the region.
    mutating func addBehindRegion(_ tag: RpmTag, _ value: String) {
        added.append(Entry(tag: tag.rawValue, type: RpmType.string.rawValue, count: 1, value: Array(value.utf8) + [0]))
    }

    /// Adds an entry that says anything at all.
    mutating func append(_ tag: UInt32, _ type: RpmType, _ count: Int, _ value: [UInt8]) {
        entries.append(Entry(tag: tag, type: type.rawValue, count: count, value: value))
    }

    var bytes: [UInt8] {
        var index: [UInt8] = []
        var store: [UInt8] = []
        func put(_ entry: Entry) {
            index += bigEndian(entry.tag) + bigEndian(entry.type) + bigEndian(UInt32(store.count))
            index += bigEndian(UInt32(entry.count))
            store += entry.value
        }
        for entry in entries.sorted(by: { $0.tag < $1.tag }) { put(entry) }
        let regionEntries = UInt32(entries.count + 1)
        let region =
            bigEndian(UInt32(63)) + bigEndian(UInt32(7)) + bigEndian(UInt32(store.count)) + bigEndian(UInt32(16))
        store +=
            bigEndian(UInt32(63)) + bigEndian(UInt32(7)) + bigEndian(0 &- regionEntries * 16) + bigEndian(UInt32(16))
        for entry in added { put(entry) }
        return bigEndian(regionEntries + UInt32(added.count)) + bigEndian(UInt32(store.count)) + region + index + store
    }
}

/// An integer's bytes, most significant first.
func bigEndian<T: FixedWidthInteger>(_ value: T) -> [UInt8] { withUnsafeBytes(of: value.bigEndian) { Array($0) } }

/// An integer's bytes, least significant first.
func littleEndian<T: FixedWidthInteger>(_ value: T) -> [UInt8] { withUnsafeBytes(of: value.littleEndian) { Array($0) } }

/// Writes integers over bytes.
func put(_ value: [UInt8], at offset: Int, in bytes: inout [UInt8]) {
    for (index, byte) in value.enumerated() { bytes[offset + index] = byte }
}
