internal import Bytes

/// What an ELF file says that it needs (System V ABI, "Program Loading and Dynamic Linking").
///
/// | field | offset in 64 and 32 bits | field of a program header | offset in 64 and 32 bits |
/// |---|---|---|---|
/// | `e_type`, `e_machine` | 16, 18 | `p_type` | 0 |
/// | `e_phoff` | 32, 28 | `p_offset` | 8, 4 |
/// | `e_phentsize` | 54, 42 | `p_vaddr` | 16, 8 |
/// | `e_phnum` | 56, 44 | `p_filesz` | 32, 16 |
///
/// An entry of the dynamic section is a tag and a value, each as wide as an address: `DT_NEEDED` 1, `DT_STRTAB` 5, `DT_STRSZ` 10, `DT_RPATH`
/// 15, `DT_RUNPATH` 29.
struct ELFFacts: Sendable, Equatable {
    var is64 = true
    var machine: UInt16 = 0
    /// `PT_INTERP`: the loader of a program that is linked dynamically.
    var interpreter: String?
    var needed: [String] = []
    /// Of old, searched before `LD_LIBRARY_PATH` and for what the libraries need as well.
    var rpath: [String] = []
    var runpath: [String] = []
    /// Its names lie where they were not kept; the whole file must be read.
    var isIncomplete = false

    static let programHeaderLimit = 512
    static let dynamicLimit = 256 << 10
    static let neededLimit = 512
    static let nameLimit = 4096
}

/// An ELF file's headers, from its beginning.
struct ELFHeader: Sendable {
    struct Segment: Sendable {
        let kind: UInt32
        let offset: Int
        let address: UInt64
        let size: Int
    }

    let is64: Bool
    let isBigEndian: Bool
    let machine: UInt16
    let segments: [Segment]

    private static let load: UInt32 = 1
    private static let dynamicKind: UInt32 = 2
    private static let interpreterKind: UInt32 = 3

    init?(_ bytes: Span<UInt8>) {
        guard bytes.count >= 52, bytes[0] == 0x7f, bytes[1] == 0x45, bytes[2] == 0x4c, bytes[3] == 0x46 else {
            return nil
        }
        guard bytes[4] == 1 || bytes[4] == 2, bytes[5] == 1 || bytes[5] == 2 else { return nil }
        is64 = bytes[4] == 2
        isBigEndian = bytes[5] == 2
        func number(_ offset: Int, _ width: Int) -> UInt64? {
            Self.number(bytes, at: offset, width: width, isBigEndian: bytes[5] == 2)
        }
        guard let machine = number(18, 2), let start = number(is64 ? 32 : 28, is64 ? 8 : 4),
            let length = number(is64 ? 54 : 42, 2), let count = number(is64 ? 56 : 44, 2)
        else { return nil }
        self.machine = UInt16(truncatingIfNeeded: machine)
        var segments: [Segment] = []
        let width = is64 ? 8 : 4
        if length >= (is64 ? 56 : 32), let start = Int(exactly: start), start <= bytes.count {
            for index in 0..<min(Int(count), ELFFacts.programHeaderLimit) {
                let place = start + index * Int(length)
                guard let kind = number(place, 4), let offset = number(place + (is64 ? 8 : 4), width),
                    let address = number(place + (is64 ? 16 : 8), width),
                    let size = number(place + (is64 ? 32 : 16), width), let offset = Int(exactly: offset),
                    let size = Int(exactly: size)
                else { break }
                segments.append(
                    Segment(kind: UInt32(truncatingIfNeeded: kind), offset: offset, address: address, size: size))
            }
        }
        self.segments = segments
    }

    var dynamic: Segment? { segments.first { $0.kind == Self.dynamicKind } }
    var interpreter: Segment? { segments.first { $0.kind == Self.interpreterKind } }

    /// Where the first loaded segment ends, in which the names lie in files as linkers write them.
    var firstLoadEnd: Int {
        guard let first = segments.first(where: { $0.kind == Self.load }) else { return 0 }
        let end = first.offset.addingReportingOverflow(first.size)
        return end.overflow ? Int.max : end.partialValue
    }

    /// Where in the file an address lies.
    func offset(of address: UInt64) -> Int? {
        for segment in segments where segment.kind == Self.load {
            guard address >= segment.address, address - segment.address < UInt64(segment.size) else { continue }
            let sum = segment.offset.addingReportingOverflow(Int(address - segment.address))
            return sum.overflow ? nil : sum.partialValue
        }
        return nil
    }

    static func number(_ bytes: Span<UInt8>, at offset: Int, width: Int, isBigEndian: Bool) -> UInt64? {
        guard offset >= 0, offset <= bytes.count - width else { return nil }
        var value: UInt64 = 0
        for index in 0..<width {
            value = value << 8 | UInt64(bytes[isBigEndian ? offset + index : offset + width - 1 - index])
        }
        return value
    }
}

extension ELFFacts {
    /// Reads a file of which the beginning and, where it lies behind that, the dynamic section are at hand.
    ///
    /// - Parameter isWhole: the beginning is all of the file.
    init(_ header: ELFHeader, head: Span<UInt8>, dynamic: Span<UInt8>, isWhole: Bool) {
        is64 = header.is64
        machine = header.machine
        if let segment = header.interpreter {
            if segment.offset >= 0, segment.offset < head.count {
                let end = min(head.count - segment.offset, segment.size, Self.nameLimit)
                interpreter = end > 0 ? Self.text(head.extracting(segment.offset..<(segment.offset + end)), at: 0) : nil
            } else {
                isIncomplete = !isWhole
            }
        }
        guard let section = header.dynamic else { return }
        let entries: Span<UInt8>
        if section.offset >= 0, section.offset < head.count,
            section.size <= head.count - section.offset
        {
            entries = head.extracting(section.offset..<(section.offset + section.size))
        } else {
            entries = dynamic
        }
        let width = is64 ? 8 : 4
        var names: [(tag: UInt64, offset: UInt64)] = []
        var table: UInt64?
        var length: UInt64 = 0
        var place = 0
        while place < Self.dynamicLimit,
            let tag = ELFHeader.number(entries, at: place, width: width, isBigEndian: header.isBigEndian),
            let value = ELFHeader.number(entries, at: place + width, width: width, isBigEndian: header.isBigEndian),
            tag != 0
        {
            switch tag {
            case 1, 15, 29: if names.count < Self.neededLimit { names.append((tag, value)) }
            case 5: table = value
            case 10: length = value
            default: break
            }
            place += 2 * width
        }
        guard !names.isEmpty || place == 0 else { return }
        guard let table, let start = header.offset(of: table) else {
            isIncomplete = !isWhole && (place == 0 || table != nil)
            return
        }
        guard start < head.count, let size = Int(exactly: length), size <= head.count - start || isWhole else {
            isIncomplete = !isWhole
            return
        }
        let strings = head.extracting(start..<min(head.count, start + min(size, head.count - start)))
        for (tag, offset) in names {
            guard let offset = Int(exactly: offset), let text = Self.text(strings, at: offset) else { continue }
            switch tag {
            case 1: needed.append(text)
            case 15: rpath += Self.folders(text)
            default: runpath += Self.folders(text)
            }
        }
    }

    private static func folders(_ text: String) -> [String] {
        text.split(separator: ":").prefix(64).map(String.init)
    }

    /// The text up to its NUL; nothing where it is empty or has no end.
    private static func text(_ bytes: Span<UInt8>, at offset: Int) -> String? {
        guard offset < bytes.count, let end = bytes.index(of: 0, from: offset), end > offset, end - offset < nameLimit
        else {
            return nil
        }
        return bytes.extracting(offset..<end).text
    }
}
