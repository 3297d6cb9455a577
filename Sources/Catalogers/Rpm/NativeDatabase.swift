internal import Bytes

/// Reads rpm's own database format NDB (`Packages.db`), which SUSE uses (rpm's `lib/backend/ndb/rpmpkg.c`).
///
/// All integers are little-endian.
///
/// | where                      | what                                                                                |
/// |----------------------------|-------------------------------------------------------------------------------------|
/// | first 32 bytes             | `RpmP`, version 0, generation, number of 4096-byte slot pages, next package number  |
/// | rest of the slot pages     | slots of 16 bytes: `Slot`, package, first block, number of blocks (16 bytes each)   |
/// | a blob's first 16 bytes    | `BlbS`, package, generation, length of the header                                   |
/// | a blob's last 12 bytes     | Adler-32 of all before, length once more, `BlbE`                                    |
struct NativeDatabase: ~Escapable {
    private let file: Span<UInt8>
    private let slotEnd: Int
    /// Bytes that blobs may still have: slots that name the same ones over and over must not make the reader read them all.
    private var allowance: Int
    private(set) var problems = ProblemList()

    private static let blockSize = 16
    private static let headSize = 16
    private static let tailSize = 12

    @_lifetime(copy bytes)
    init(_ bytes: Span<UInt8>) throws(CatalogerError) {
        guard let version = bytes.int32(at: 4, bigEndian: false), let pages = bytes.int32(at: 12, bigEndian: false),
            bytes.count >= 32
        else { throw CatalogerError(.truncated, "the rpm database ends within its first page", at: bytes.count) }
        guard version == 0 else {
            throw CatalogerError(
                .unsupported, "the rpm database is of NDB version \(version); version 0 is known", at: 4)
        }
        file = bytes
        allowance = bytes.count
        slotEnd = min(pages * 4096, bytes.count)
        if pages * 4096 > bytes.count { problems.append("the database is cut within its table of packages") }
    }

    /// Visits the packages' headers in the order of their slots.
    mutating func forEachBlob(_ body: (Span<UInt8>, BlobPlace) -> Void) {
        var offset = 32
        while offset <= slotEnd - 16 {
            readSlot(at: offset, body)
            offset += 16
        }
    }

    private mutating func readSlot(at offset: Int, _ body: (Span<UInt8>, BlobPlace) -> Void) {
        guard file.hasPrefix("Slot", at: offset) else {
            return problems.append("the slot at byte \(offset) is damaged")
        }
        guard let package = file.int32(at: offset + 4, bigEndian: false),
            let block = file.int32(at: offset + 8, bigEndian: false), block != 0,
            let blocks = file.int32(at: offset + 12, bigEndian: false)
        else { return }
        let start = block * Self.blockSize
        let size = blocks * Self.blockSize
        guard start < file.count else { return problems.append("package \(package) lies outside the database") }
        guard file.hasPrefix("BlbS", at: start), file.int32(at: start + 4, bigEndian: false) == package,
            let length = file.int32(at: start + 12, bigEndian: false), length <= size - Self.headSize - Self.tailSize
        else { return problems.append("package \(package) does not begin where its slot says") }
        let end = min(start + Self.headSize + length, file.count)
        allowance -= min(size, file.count - start)
        guard allowance >= 0 else { return problems.append("package \(package) overlaps others and is left out") }
        if let problem = damage(from: start, size: size) { problems.append("package \(package) \(problem)") }
        guard start + Self.headSize < end else { return }
        body(file.extracting((start + Self.headSize)..<end), .package(package))
    }

    /// What the end of a blob says against it.
    private func damage(from start: Int, size: Int) -> String? {
        let tail = start + size - Self.tailSize
        guard let checksum = file.integer(UInt32.self, at: tail, bigEndian: false), file.hasPrefix("BlbE", at: tail + 8)
        else { return "ends early" }
        guard Adler32.checksum(file.extracting(start..<tail)) == checksum else { return "does not match its checksum" }
        return nil
    }
}
