internal import Bytes
internal import Inventory

/// Reads the version resource of a PE file part by part: headers, the tree of resources, the resource.
///
/// A directory of resources (Microsoft PE/COFF, "The .rsrc Section") has 16 bytes, the counts of its named and numbered entries at
/// 12 and 14, then 8 bytes an entry: number, and where it leads, from the section's start; the top bit marks a directory. Types are
/// at the top (16 is a version), then names, then languages, which lead to a resource: address and length.
struct PortableInspection: Inspection {
    private enum State {
        case header([UInt8])
        case tree(PortableHeader)
        case resource(PortableHeader)
    }

    private static let headerLength = 4096
    private static let headerLimit = 64 << 10
    /// How much of the resources is read in search of the version, whose place stands at their start.
    private static let treeLength = 64 << 10
    private static let resourceLimit = 64 << 10

    private let size: Int
    private let evidence: @Sendable (PackageRecord) -> Evidence
    private var state = State.header([])

    /// - Parameters:
    ///   - size: how long the file is.
    ///   - evidence: what to make of what the file is.
    init(size: Int, evidence: @escaping @Sendable (PackageRecord) -> Evidence) {
        self.size = size
        self.evidence = evidence
    }

    mutating func begin() -> InspectionStep { .read(0..<min(size, Self.headerLength)) }

    mutating func receive(_ bytes: Span<UInt8>, at offset: Int) throws(CatalogerError) -> InspectionStep {
        do throws(ByteError) {
            switch state {
            case .header(let before): return try readHeader(before + bytes.array, added: bytes.count)
            case .tree(let header): return try readTree(bytes, at: offset, header)
            case .resource(let header): return finish(bytes, header)
            }
        } catch {
            return .done(nil)
        }
    }

    private mutating func readHeader(_ bytes: [UInt8], added: Int) throws(ByteError) -> InspectionStep {
        switch try PortableHeader.read(bytes.span) {
        case .none: return .done(nil)
        case .needs(let count):
            guard count > bytes.count, count <= min(size, Self.headerLimit), added > 0 else { return .done(nil) }
            state = .header(bytes)
            return .read(bytes.count..<count)
        case .header(let header):
            guard let resources = header.resources, let start = place(resources.address, 1, header)?.lowerBound else {
                return .done(nil)
            }
            state = .tree(header)
            return .read(start..<min(size, start + Self.treeLength))
        }
    }

    /// Where so many bytes at an address lie in the file.
    private func place(_ address: UInt32, _ count: UInt32, _ header: PortableHeader) -> Range<Int>? {
        for section in header.table where address >= section.address && address - section.address < section.length {
            let start = UInt64(section.offset) + UInt64(address - section.address)
            return ExecutableLayout.range(start, UInt64(count), within: size)
        }
        return nil
    }

    private mutating func readTree(
        _ bytes: Span<UInt8>, at offset: Int, _ header: PortableHeader
    ) throws(ByteError) -> InspectionStep {
        guard let names = try Self.child(of: 0, in: bytes, where: { $0 == 16 }),
            let languages = try Self.child(of: names, in: bytes, where: { _ in true }),
            let entry = try Self.child(of: languages, in: bytes, where: { _ in true }, isLeaf: true)
        else { return .done(nil) }
        var reader = ByteReader(bytes)
        try reader.seek(to: entry)
        let address = try reader.integer(UInt32.self, bigEndian: false)
        let length = min(try reader.integer(UInt32.self, bigEndian: false), UInt32(Self.resourceLimit))
        guard let place = place(address, length, header), !place.isEmpty else { return .done(nil) }
        if place.lowerBound >= offset && place.upperBound <= offset + bytes.count {
            return finish(bytes.extracting((place.lowerBound - offset)..<(place.upperBound - offset)), header)
        }
        state = .resource(header)
        return .read(place)
    }

    /// Where the first entry of a directory whose number fits leads; nothing where there is none.
    private static func child(
        of directory: Int, in bytes: Span<UInt8>, where fits: (UInt32) -> Bool, isLeaf: Bool = false
    ) throws(ByteError) -> Int? {
        var reader = ByteReader(bytes)
        try reader.seek(to: directory)
        try reader.skip(12)
        let named = Int(try reader.integer(UInt16.self, bigEndian: false))
        let numbered = Int(try reader.integer(UInt16.self, bigEndian: false))
        for _ in 0..<(named + numbered) {
            let number = try reader.integer(UInt32.self, bigEndian: false)
            let target = try reader.integer(UInt32.self, bigEndian: false)
            guard fits(number), (target & 0x8000_0000 == 0) == isLeaf else { continue }
            return Int(target & 0x7fff_ffff)
        }
        return nil
    }

    private func finish(_ bytes: Span<UInt8>, _ header: PortableHeader) -> InspectionStep {
        let file = PortableExecutable(resource: VersionResource(bytes), isAssembly: header.isAssembly)
        return .done(file.record.map(evidence))
    }
}
