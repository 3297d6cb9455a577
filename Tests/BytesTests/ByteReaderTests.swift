import Bytes
import TestSupport
import Testing

@Suite("Reading and writing bytes")
struct ByteReaderTests {
    @Test("integers come in both byte orders and all widths")
    func integers() throws {
        let bytes: [UInt8] = [0x81, 2, 3, 4, 5, 6, 7, 8]
        func read<T: FixedWidthInteger>(_ type: T.Type, _ bigEndian: Bool) throws -> T {
            var reader = ByteReader(bytes.span)
            let value = try reader.integer(type, bigEndian: bigEndian)
            #expect(reader.offset == T.bitWidth / 8)
            return value
        }
        #expect(try read(UInt8.self, true) == 0x81)
        #expect(try read(Int8.self, true) == -127)
        #expect(try read(UInt16.self, true) == 0x8102)
        #expect(try read(UInt16.self, false) == 0x0281)
        #expect(try read(Int32.self, true) == -2_130_574_588)
        #expect(try read(UInt32.self, false) == 0x0403_0281)
        #expect(try read(UInt64.self, true) == 0x8102_0304_0506_0708)
        #expect(try read(Int64.self, false) == 0x0807_0605_0403_0281)
    }

    @Test("what reaches past the end is an error and moves nothing", arguments: 0..<8)
    func ends(_ count: Int) {
        let bytes = [UInt8](repeating: 1, count: count)
        var reader = ByteReader(bytes.span)
        #expect(throws: ByteError(.truncated, at: 0)) { try ByteReaderTests.integer(bytes) }
        for wanted in [count + 1, .max, -1, .min] {
            do throws(ByteError) {
                try reader.skip(wanted)
                Issue.record("skipped \(wanted)")
            } catch { #expect(error.code == .truncated) }
            do throws(ByteError) {
                _ = try reader.take(wanted)
                Issue.record("took \(wanted)")
            } catch { #expect(error.code == .truncated) }
            do throws(ByteError) {
                try reader.seek(to: wanted)
                Issue.record("moved to \(wanted)")
            } catch { #expect(error.code == .truncated) }
        }
        #expect(reader.offset == 0)
        #expect(reader.remaining == count)
    }

    private static func integer(_ bytes: [UInt8]) throws -> UInt64 {
        var reader = ByteReader(bytes.span)
        return try reader.integer(bigEndian: true)
    }

    @Test("a reader moves as it is told")
    func moves() throws {
        let bytes: [UInt8] = [1, 2, 3, 4, 5]
        var reader = ByteReader(bytes.span, at: 1)
        #expect(try reader.byte() == 2)
        try reader.skip(1)
        let taken = try reader.take(2).array
        #expect(taken == [4, 5])
        #expect(reader.isAtEnd == true)
        try reader.seek(to: 0)
        #expect(try reader.byte() == 1)
        try reader.seek(to: 5)
        #expect(reader.remaining == 0)
        #expect(ByteReader(bytes.span, at: 99).isAtEnd == true)
        #expect(ByteReader(bytes.span, at: -5).offset == 0)
    }

    private static func varint(_ bytes: [UInt8]) throws(ByteError) -> Int {
        var reader = ByteReader(bytes.span)
        return try reader.varint()
    }

    @Test("LEB128 integers come back", arguments: [0, 1, 127, 128, 300, 16_383, 16_384, 1 << 32, .max - 1, .max])
    func varints(_ value: Int) throws {
        var writer = ByteWriter()
        writer.append(varint: value)
        #expect(try Self.varint(writer.bytes) == value)
        for length in writer.bytes.indices {
            #expect(throws: ByteError(.truncated, at: length)) { try Self.varint(Array(writer.bytes[..<length])) }
        }
    }

    @Test("LEB128 integers of more than 63 bits are refused")
    func largeVarints() throws {
        let full = [UInt8](repeating: 0xff, count: 8)
        #expect(try Self.varint(full + [0x7f]) == .max)
        #expect(throws: ByteError.self) { try Self.varint(full + [0xff, 0x00]) }
        #expect(throws: ByteError.self) { try Self.varint(full + [0xff, 0x01]) }
        #expect(throws: ByteError.self) { try Self.varint([UInt8](repeating: 0xff, count: 1000)) }
    }

    @Test("a writer puts bytes where it is told")
    func writing() {
        var writer = ByteWriter(reserving: 100)
        writer.append(7)
        writer.append(littleEndian: UInt32(0x0102_0304))
        writer.append(text: "é")
        writer.append(varint: -5)
        writer.append(contentsOf: [9, 9])
        #expect(writer.bytes == [7, 4, 3, 2, 1, 2, 0xc3, 0xa9, 0, 9, 9])
        writer.overwrite(at: 1, littleEndian: UInt16(0xffee))
        writer.overwrite(at: 9, littleEndian: UInt64(1))
        #expect(writer.bytes == [7, 0xee, 0xff, 2, 1, 2, 0xc3, 0xa9, 0, 1, 0])
    }

    @Test("errors say what and where")
    func errors() {
        #expect("\(ByteError(.truncated, at: 7))" == "the data ends early, at byte 7")
        #expect("\(ByteError(.malformed, at: 0))" == "the data is malformed at byte 0")
    }
}
