internal import Bytes

/// Finds and reads an archive's central directory (PKWARE APPNOTE 6.3.10, sections 4.3.12 to 4.3.16 and 4.5.3).
///
/// | end of central directory | offset | bytes |    | central header | offset | bytes |
/// |---|---|---|---|---|---|---|
/// | `PK\5\6` | 0 | 4 |                             | `PK\1\2` | 0 | 4 |
/// | disk, directory's disk | 4 | 2 + 2 |            | versions, flags | 4 | 2 + 2 + 2 |
/// | entries here, in all | 8 | 2 + 2 |              | method | 10 | 2 |
/// | directory's size | 12 | 4 |                     | checksum, compressed size, size | 16 | 4 + 4 + 4 |
/// | directory's offset | 16 | 4 |                   | name, extra and comment length | 28 | 2 + 2 + 2 |
/// | comment length | 20 | 2 |                       | local header's offset | 42 | 4 |
///
/// Zip64 replaces fields that are all ones: in the directory by the record that the locator `PK\6\7`, 20 bytes before
/// the end, points to (`PK\6\6`: entries at 32, size at 40, offset at 48); in a header by extra field 1.
struct ZipDirectory {
    let entries: [ZipEntry]

    init(_ source: some RandomAccess, limits: ZipLimits) throws(ZipError) {
        let end = try End(source)
        guard end.entries <= limits.entries else { throw ZipError(.tooLarge, "it has \(end.entries) entries") }
        guard end.size <= limits.directoryBytes else {
            throw ZipError(.tooLarge, "its directory has \(end.size) bytes")
        }
        // What precedes the archive (a program that unpacks itself) shifts every offset by the same count.
        let start = end.position - end.size
        guard start >= 0, end.offset <= start else { throw ZipError(.truncated, "its directory reaches past its end") }
        let shift = start - end.offset
        let bytes = try source.bytes(in: start..<(start + end.size))
        do throws(ByteError) {
            entries = try Self.read(bytes.span, count: end.entries, shift: shift)
        } catch {
            throw ZipError(.malformed, "its directory cannot be read: \(error)")
        }
    }

    private static func read(_ bytes: Span<UInt8>, count: Int, shift: Int) throws(ByteError) -> [ZipEntry] {
        var entries: [ZipEntry] = []
        entries.reserveCapacity(min(count, bytes.count / 46))
        var reader = ByteReader(bytes)
        while entries.count < count {
            let signature: UInt32 = try reader.integer(bigEndian: false)
            guard signature == 0x0201_4b50 else { throw ByteError(.malformed, at: reader.offset) }
            try reader.skip(4)
            let flags: UInt16 = try reader.integer(bigEndian: false)
            let method: UInt16 = try reader.integer(bigEndian: false)
            try reader.skip(4)
            let checksum: UInt32 = try reader.integer(bigEndian: false)
            var compressed = Int(try reader.integer(UInt32.self, bigEndian: false))
            var size = Int(try reader.integer(UInt32.self, bigEndian: false))
            let nameLength = Int(try reader.integer(UInt16.self, bigEndian: false))
            let extraLength = Int(try reader.integer(UInt16.self, bigEndian: false))
            let commentLength = Int(try reader.integer(UInt16.self, bigEndian: false))
            try reader.skip(8)
            var offset = Int(try reader.integer(UInt32.self, bigEndian: false))
            let name = try reader.take(nameLength).text
            try widen(try reader.take(extraLength), &size, &compressed, &offset)
            try reader.skip(commentLength)
            let (shifted, overflow) = offset.addingReportingOverflow(shift)
            guard !overflow else { throw ByteError(.malformed, at: reader.offset) }
            entries.append(
                ZipEntry(
                    name: name, method: method == 0 ? .stored : method == 8 ? .deflate : .other(method),
                    isEncrypted: flags & 0x2041 != 0, checksum: checksum, compressedSize: compressed, size: size,
                    offset: shifted))
        }
        return entries
    }

    /// Takes sizes and offset from the zip64 field where the header's own are all ones.
    private static func widen(
        _ extra: Span<UInt8>, _ size: inout Int, _ compressed: inout Int, _ offset: inout Int
    ) throws(ByteError) {
        let unset = 0xffff_ffff
        guard size == unset || compressed == unset || offset == unset else { return }
        var reader = ByteReader(extra)
        while reader.remaining >= 4 {
            let kind: UInt16 = try reader.integer(bigEndian: false)
            let length = Int(try reader.integer(UInt16.self, bigEndian: false))
            var field = ByteReader(try reader.take(length))
            guard kind == 1 else { continue }
            if size == unset { size = try Self.wide(&field) }
            if compressed == unset { compressed = try Self.wide(&field) }
            if offset == unset { offset = try Self.wide(&field) }
            return
        }
    }

    @_lifetime(reader: copy reader)
    private static func wide(_ reader: inout ByteReader) throws(ByteError) -> Int {
        let value: UInt64 = try reader.integer(bigEndian: false)
        guard let value = Int(exactly: value) else { throw ByteError(.malformed, at: reader.offset) }
        return value
    }

    /// The end of central directory, or its zip64 form.
    private struct End {
        /// Where the directory ends, which is where this record or the zip64 one begins.
        var position: Int
        var entries: Int
        var size: Int
        var offset: Int

        init(_ source: some RandomAccess) throws(ZipError) {
            // The comment behind the record has at most 65,535 bytes.
            let tailStart = max(0, source.count - 65_557)
            let tail = try source.bytes(in: tailStart..<source.count)
            guard let found = Self.find(tail.span) else {
                throw ZipError(.notAnArchive, "the end of the central directory is missing")
            }
            position = tailStart + found
            var reader = ByteReader(tail.span, at: found + 4)
            let disks: UInt32
            do throws(ByteError) {
                disks = try reader.integer(bigEndian: false)
                try reader.skip(2)
                entries = Int(try reader.integer(UInt16.self, bigEndian: false))
                size = Int(try reader.integer(UInt32.self, bigEndian: false))
                offset = Int(try reader.integer(UInt32.self, bigEndian: false))
            } catch {
                throw ZipError(.truncated, "\(error)")
            }
            if entries == 0xffff || size == 0xffff_ffff || offset == 0xffff_ffff {
                try widen(source)
            } else if disks != 0 {
                throw ZipError(.unsupported, "it spans several disks")
            }
        }

        /// The last end record whose comment ends within the file.
        private static func find(_ tail: Span<UInt8>) -> Int? {
            var index = tail.count - 22
            while index >= 0 {
                if tail[index] == 0x50, tail.hasPrefix("PK\u{5}\u{6}", at: index) { return index }
                index -= 1
            }
            return nil
        }

        private mutating func widen(_ source: some RandomAccess) throws(ZipError) {
            guard position >= 76 else { return }
            let locator = try source.bytes(in: (position - 20)..<position)
            guard locator.span.hasPrefix("PK\u{6}\u{7}") else { return }
            let stated = Self.number(locator, at: 8)
            // A prefix shifts the record too; it then stands right before its locator.
            for candidate in [stated, position - 76] where candidate <= position - 76 {
                let record = try source.bytes(in: candidate..<(candidate + 56))
                guard record.span.hasPrefix("PK\u{6}\u{6}") else { continue }
                entries = Self.number(record, at: 32)
                size = Self.number(record, at: 40)
                offset = Self.number(record, at: 48)
                position = candidate
                return
            }
            throw ZipError(.malformed, "its zip64 end record is missing")
        }

        /// Eight bytes as a count; what is out of range becomes the largest one, which every limit refuses.
        private static func number(_ bytes: [UInt8], at offset: Int) -> Int {
            guard offset + 8 <= bytes.count else { return Int.max }
            let value = (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[offset + $1]) << UInt64(8 * $1) }
            return Int(clamping: value)
        }
    }
}
