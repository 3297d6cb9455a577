import Bytes

@testable import Catalogers

/// Writes the smallest executables that hold build info, in every form that Go's linkers have.
struct ExecutableWriter {
    enum Format: String, CaseIterable, Sendable { case elf, portable, mach }

    var format = Format.elf
    var is64 = true
    var isBigEndian = false
    /// Whether texts follow the blob, as since Go 1.18, or are pointed to.
    var isInline = true
    /// Bytes between the start of what is writable and the blob; a multiple of 16.
    var distance = 0
    var version = "go1.22.3"
    var modules = "path\texample.com/app\nmod\texample.com/app\tv1.2.3\th1:aa=\n"

    var pointerSize: Int { is64 ? 8 : 4 }
    private static let constants = 0x400
    private static let constantsAddress = 0x10000

    var bytes: [UInt8] {
        let marked = Array(repeating: 0x30, count: 16) + Array(modules.utf8) + Array(repeating: 0x31, count: 16)
        let texts = Array(version.utf8) + marked
        let start = (Self.constants + (isInline ? 0 : texts.count) + 15) / 16 * 16
        let address = Self.constantsAddress * 2 + start
        var data = [UInt8](repeating: 0, count: distance) + GoBuildInfoBlob.magic
        data += [UInt8(pointerSize), (isBigEndian ? 1 : 0) | (isInline ? 2 : 0)]
        if isInline {
            var writer = ByteWriter()
            writer.append(contentsOf: [UInt8](repeating: 0, count: 16))
            writer.append(text: version)
            writer.append(varint: marked.count)
            writer.append(contentsOf: marked)
            data += writer.bytes
        } else {
            let headers = address + distance + 32
            data += pointer(headers) + pointer(headers + 2 * pointerSize)
            while data.count < distance + 32 { data.append(0) }
            data += pointer(Self.constantsAddress + Self.constants) + pointer(version.utf8.count)
            data += pointer(Self.constantsAddress + Self.constants + version.utf8.count) + pointer(marked.count)
        }
        var file = header(dataStart: start, dataAddress: address, dataCount: data.count)
        file += [UInt8](repeating: 0, count: Self.constants - file.count)
        if !isInline { file += texts }
        file += [UInt8](repeating: 0, count: start - file.count)
        return file + data
    }

    private func number<T: FixedWidthInteger>(_ value: T) -> [UInt8] {
        withUnsafeBytes(of: isBigEndian ? value.bigEndian : value.littleEndian) { Array($0) }
    }

    private func pointer(_ value: Int) -> [UInt8] { is64 ? number(UInt64(value)) : number(UInt32(value)) }

    private func header(dataStart: Int, dataAddress: Int, dataCount: Int) -> [UInt8] {
        let segments = [
            (Self.constants, Self.constantsAddress + Self.constants, dataStart - Self.constants, false),
            (dataStart, dataAddress, dataCount, true),
        ]
        switch format {
        case .elf: return elf(segments)
        case .portable: return portable(segments)
        case .mach: return mach(segments)
        }
    }

    private func elf(_ segments: [(file: Int, address: Int, count: Int, isWritable: Bool)]) -> [UInt8] {
        var bytes: [UInt8] =
            [0x7f, 0x45, 0x4c, 0x46, is64 ? 2 : 1, isBigEndian ? 2 : 1, 1] + [UInt8](repeating: 0, count: 9)
        bytes += number(UInt16(2)) + number(UInt16(62)) + number(UInt32(1))
        bytes += pointer(0) + pointer(is64 ? 64 : 52) + pointer(0) + number(UInt32(0))
        for half in [is64 ? 64 : 52, is64 ? 56 : 32, segments.count, 0, 0, 0] { bytes += number(UInt16(half)) }
        for segment in segments {
            let flags = number(UInt32(segment.isWritable ? 6 : 4))
            bytes += number(UInt32(1)) + (is64 ? flags : [])
            bytes += pointer(segment.file) + pointer(segment.address) + pointer(segment.address)
            bytes += pointer(segment.count) + pointer(segment.count) + (is64 ? [] : flags) + pointer(16)
        }
        return bytes
    }

    private func portable(_ segments: [(file: Int, address: Int, count: Int, isWritable: Bool)]) -> [UInt8] {
        var bytes: [UInt8] =
            [0x4d, 0x5a] + [UInt8](repeating: 0, count: 58) + number(UInt32(64)) + Array("PE\0\0".utf8)
        bytes += number(UInt16(0)) + number(UInt16(segments.count)) + [UInt8](repeating: 0, count: 12)
        let optional = 96
        bytes += number(UInt16(optional)) + number(UInt16(0)) + number(UInt16(is64 ? 0x20b : 0x10b))
        bytes += [UInt8](repeating: 0, count: is64 ? 22 : 26) + pointer(0x1000)
        bytes += [UInt8](repeating: 0, count: optional - 24 - 8)
        for segment in segments {
            bytes += Array(".section".utf8) + number(UInt32(segment.count)) + number(UInt32(segment.address - 0x1000))
            bytes += number(UInt32(segment.count)) + number(UInt32(segment.file)) + [UInt8](repeating: 0, count: 12)
            bytes += number(UInt32(segment.isWritable ? 0xc000_0040 : 0x4000_0040))
        }
        return bytes
    }

    private func mach(_ segments: [(file: Int, address: Int, count: Int, isWritable: Bool)]) -> [UInt8] {
        let commandCount = is64 ? 72 : 56
        var bytes = number(UInt32(is64 ? 0xfeed_facf : 0xfeed_face)) + [UInt8](repeating: 0, count: 12)
        bytes += number(UInt32(segments.count)) + number(UInt32(segments.count * commandCount))
        bytes += [UInt8](repeating: 0, count: is64 ? 8 : 4)
        for segment in segments {
            bytes += number(UInt32(is64 ? 0x19 : 1)) + number(UInt32(commandCount)) + [UInt8](repeating: 0, count: 16)
            bytes += pointer(segment.address) + pointer(segment.count) + pointer(segment.file) + pointer(segment.count)
            bytes += number(UInt32(7)) + number(UInt32(segment.isWritable ? 3 : 5)) + [UInt8](repeating: 0, count: 8)
        }
        return bytes
    }
}
