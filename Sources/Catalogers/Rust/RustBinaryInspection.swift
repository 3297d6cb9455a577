internal import Bytes
internal import Inventory
internal import JSON
internal import Zip

/// Looks for the list of crates that `cargo auditable` leaves in an executable, part by part.
struct RustBinaryInspection: Inspection {
    private enum State {
        case searching
        case reading(Range<Int>, [UInt8])
    }

    /// The section that holds the list, in every format of executables.
    static let section = ".dep-v0"
    /// The most bytes of the list, compressed and plain.
    private static let compressedLimit = 4 << 20
    private static let limit = 16 << 20

    private let evidence: @Sendable ([PackageRecord]) -> Evidence
    private var search: SectionSearch
    private var state = State.searching

    /// - Parameters:
    ///   - size: how long the file is.
    ///   - evidence: what to make of the crates.
    init(size: Int, evidence: @escaping @Sendable ([PackageRecord]) -> Evidence) {
        search = SectionSearch(size: size)
        self.evidence = evidence
    }

    mutating func begin() -> InspectionStep { step(search.begin()) }

    mutating func receive(_ bytes: Span<UInt8>, at offset: Int) throws(CatalogerError) -> InspectionStep {
        switch state {
        case .searching: return step(search.receive(bytes, at: offset))
        case .reading(let place, var content):
            bytes.withUnsafeBufferPointer { content.append(contentsOf: $0) }
            let next = place.lowerBound + content.count
            if next < place.upperBound && bytes.count > 0 {
                state = .reading(place, content)
                return .read(next..<min(place.upperBound, next + InspectionStep.partLimit))
            }
            return .done(try records(content))
        }
    }

    private mutating func step(_ found: SectionSearch.Step) -> InspectionStep {
        switch found {
        case .read(let range): return .read(range)
        case .nothing: return .done(nil)
        case .found(let sections, _, _):
            guard let place = sections.first(where: { $0.name == Self.section })?.file,
                place.count <= Self.compressedLimit
            else { return .done(nil) }
            state = .reading(place, [])
            return .read(place.lowerBound..<min(place.upperBound, place.lowerBound + InspectionStep.partLimit))
        }
    }

    private func records(_ content: [UInt8]) throws(CatalogerError) -> Evidence? {
        let plain: [UInt8]
        do throws(ZipError) {
            plain = try Zlib.decompress(content, limit: Self.limit)
        } catch {
            throw CatalogerError(.malformed, "the list of crates cannot be read: \(error.detail)")
        }
        let records = CargoAudit.records(try JSONValue(plain.span, of: "the list of crates"))
        return records.isEmpty ? nil : evidence(records)
    }
}
