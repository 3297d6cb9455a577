internal import Bytes

/// Where an executable keeps what it may write to, and how its addresses map to places in the file.
///
/// | format | begins with | read here |
/// |---|---|---|
/// | ELF (System V ABI, "Object Files") | `7f 45 4c 46` | header, program headers |
/// | PE (Microsoft PE/COFF, "Section Table") | `4d 5a` | DOS, COFF and optional header, section table |
/// | Mach-O (`mach-o/loader.h`) | `fe ed fa ce`, `fe ed fa cf`, either order | header, segment commands |
/// | Mach-O for several processors (`mach-o/fat.h`) | `ca fe ba be` | the table of slices, each a Mach-O |
struct ExecutableLayout: Equatable {
    /// A stretch of the file that is loaded to an address.
    struct Segment: Equatable {
        var address: UInt64
        var file: Range<Int>
        var isWritable: Bool
    }

    var segments: [Segment] = []
    var isBigEndian = false

    /// The place of so many bytes at an address, if all of them are in the file.
    func file(at address: UInt64, count: Int) -> Range<Int>? {
        for segment in segments where address >= segment.address {
            let distance = address - segment.address
            guard distance < UInt64(segment.file.count) else { continue }
            let start = segment.file.lowerBound + Int(distance)
            return count >= 0 && count <= segment.file.upperBound - start ? start..<(start + count) : nil
        }
        return nil
    }

    /// The writable stretches in their order, no byte twice.
    var writable: [Segment] {
        var end = 0
        var stretches: [Segment] = []
        for segment in segments.filter(\.isWritable).sorted(by: { $0.file.lowerBound < $1.file.lowerBound }) {
            let start = max(segment.file.lowerBound, end)
            guard start < segment.file.upperBound else { continue }
            let skipped = UInt64(start - segment.file.lowerBound)
            stretches.append(
                Segment(address: segment.address &+ skipped, file: start..<segment.file.upperBound, isWritable: true))
            end = segment.file.upperBound
        }
        return stretches
    }

    /// A range of the file from numbers that a header gives, cut to the file; nothing where it lies outside.
    static func range(_ start: UInt64, _ count: UInt64, base: Int = 0, within size: Int) -> Range<Int>? {
        guard start < UInt64(max(0, size - base)) else { return nil }
        let lower = base + Int(start)
        return lower..<(lower + Int(min(count, UInt64(size - lower))))
    }
}

/// What the first bytes of an executable tell.
enum ExecutableHeader: Equatable {
    case layout(ExecutableLayout)
    /// More of the file is needed: so many bytes from the executable's start.
    case needs(Int)
    /// Executables for several processors, at these places.
    case slices([Int])
    case unknown

    /// The most bytes that headers may take.
    static let limit = 1 << 20

    /// Reads the headers of the executable that begins a file, or a slice of one.
    ///
    /// - Parameters:
    ///   - bytes: the executable's first bytes.
    ///   - base: where in the file it begins.
    ///   - size: how long the file is.
    init(_ bytes: Span<UInt8>, base: Int = 0, size: Int) {
        do {
            if bytes.hasPrefix("\u{7f}ELF") {
                self = try Self.elf(bytes, size: size)
            } else if bytes.hasPrefix("MZ") {
                self = try Self.portable(bytes, size: size)
            } else {
                self = try Self.mach(bytes, base: base, size: size)
            }
        } catch {
            self = .unknown
        }
    }

    /// Asks for a table that is not wholly there yet.
    static func need(_ start: UInt64, _ count: Int, of bytes: Span<UInt8>) -> ExecutableHeader? {
        guard start < UInt64(limit), Int(start) + count <= limit else { return .unknown }
        return Int(start) + count <= bytes.count ? nil : .needs(Int(start) + count)
    }
}
