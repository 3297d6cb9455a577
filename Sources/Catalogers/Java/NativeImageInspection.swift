internal import Bytes
internal import Inventory
internal import JSON
internal import Zip

/// Looks for the bill of materials that GraalVM puts into executables: gzip'd CycloneDX JSON at the address of the exported symbol
/// `sbom`, its length at that of `sbom_length`.
///
/// Only files with the section of a native image's heap are looked into further. Up to GraalVM 22 components have group, name and version, later
/// ones a package URL (tried: GraalVM 22.3 and 25).
struct NativeImageInspection: Inspection {
    private enum State {
        case sections
        case symbols(Image)
        case names(Image, [Symbol])
        case length(Image, data: UInt64)
        case document(Range<Int>, [UInt8])
    }

    private struct Image {
        let sections: [ExecutableSection]
        let isBigEndian: Bool
        let is64: Bool

        func section(_ name: String) -> ExecutableSection? { sections.first { $0.name == name } }

        func place(_ address: UInt64, _ count: Int) -> Range<Int>? {
            sections.lazy.filter { $0.address > 0 }.compactMap { $0.file(at: address, count: count) }.first
        }
    }

    private struct Symbol {
        let name: Int
        let address: UInt64
    }

    /// The section that marks a native image.
    static let heap = ".svm_heap"
    private static let tableLimit = 8 << 20
    private static let symbolLimit = 300_000
    private static let compressedLimit = 8 << 20
    private static let limit = 64 << 20

    private let evidence: @Sendable ([PackageRecord]) -> Evidence
    private var search: SectionSearch
    private var state = State.sections

    init(size: Int, evidence: @escaping @Sendable ([PackageRecord]) -> Evidence) {
        search = SectionSearch(size: size)
        self.evidence = evidence
    }

    mutating func begin() -> InspectionStep { step(search.begin()) }

    mutating func receive(_ bytes: Span<UInt8>, at offset: Int) throws(CatalogerError) -> InspectionStep {
        guard case .document(let place, var content) = state else {
            do throws(ByteError) {
                return try locate(bytes, at: offset)
            } catch {
                return .done(nil)
            }
        }
        bytes.withUnsafeBufferPointer { content.append(contentsOf: $0) }
        let next = place.lowerBound + content.count
        if next < place.upperBound && bytes.count > 0 {
            state = .document(place, content)
            return .read(next..<min(place.upperBound, next + InspectionStep.partLimit))
        }
        return .done(try finish(content))
    }

    private mutating func locate(_ bytes: Span<UInt8>, at offset: Int) throws(ByteError) -> InspectionStep {
        switch state {
        case .sections: return step(search.receive(bytes, at: offset))
        case .symbols(let image): return try readSymbols(bytes, image)
        case .names(let image, let symbols): return readNames(bytes, symbols, image)
        case .length(let image, let data):
            var reader = ByteReader(bytes)
            return read(data, try reader.unsigned(image.is64, image.isBigEndian), image)
        case .document: return .done(nil)
        }
    }

    private mutating func step(_ found: SectionSearch.Step) -> InspectionStep {
        switch found {
        case .read(let range): return .read(range)
        case .nothing: return .done(nil)
        case .found(let sections, let isBigEndian, let is64):
            let image = Image(sections: sections, isBigEndian: isBigEndian, is64: is64)
            guard image.section(Self.heap) != nil, let table = image.section(".dynsym"),
                table.file.count <= Self.tableLimit
            else { return .done(nil) }
            state = .symbols(image)
            return .read(table.file)
        }
    }

    /// Symbols have 24 bytes with the value at 8, or 16 with the value at 4; the name comes first (System V ABI, "Symbol Table").
    private mutating func readSymbols(_ bytes: Span<UInt8>, _ image: Image) throws(ByteError) -> InspectionStep {
        guard let names = image.section(".dynstr"), names.file.count <= Self.tableLimit else { return .done(nil) }
        let length = image.is64 ? 24 : 16
        var symbols: [Symbol] = []
        var reader = ByteReader(bytes)
        while reader.remaining >= length, symbols.count < Self.symbolLimit {
            let start = reader.offset
            let name = Int(try reader.integer(UInt32.self, bigEndian: image.isBigEndian))
            if image.is64 { try reader.skip(4) }
            let address = try reader.unsigned(image.is64, image.isBigEndian)
            symbols.append(Symbol(name: name, address: address))
            try reader.seek(to: start + length)
        }
        state = .names(image, symbols)
        return .read(names.file)
    }

    private mutating func readNames(_ bytes: Span<UInt8>, _ symbols: [Symbol], _ image: Image) -> InspectionStep {
        func address(_ name: StaticString) -> UInt64? {
            symbols.first { symbol in
                let end = symbol.name + name.utf8CodeUnitCount
                return end < bytes.count && bytes[end] == 0 && bytes.hasPrefix(name, at: symbol.name)
            }?.address
        }
        guard let data = address("sbom"), let length = address("sbom_length"),
            let place = image.place(length, image.is64 ? 8 : 4)
        else { return .done(nil) }
        state = .length(image, data: data)
        return .read(place)
    }

    private mutating func read(_ address: UInt64, _ length: UInt64, _ image: Image) -> InspectionStep {
        guard length > 0, length <= UInt64(Self.compressedLimit), let place = image.place(address, Int(length)) else {
            return .done(nil)
        }
        state = .document(place, [])
        return .read(place.lowerBound..<min(place.upperBound, place.lowerBound + InspectionStep.partLimit))
    }

    /// What a component without a URL is: GraalVM itself, by its CPE, or an artefact of Maven, as older versions write them all.
    static func component(_ component: JSONValue) -> PackageRecord? {
        guard let name = component["name"]?.string, let version = component["version"]?.string, !name.isEmpty else {
            return nil
        }
        let cpe = component["cpe"]?.string ?? ""
        if cpe.hasPrefix("cpe:2.3:a:oracle:graalvm") {
            let url = PackageURL(type: .generic, namespace: "oracle", name: "graalvm", version: version)
            var record = SBOMPackages.record(url.description, version: version, licences: [])
            record?.attributes["cpe"] = cpe
            return record
        }
        guard let group = component["group"]?.string, !group.isEmpty else { return nil }
        let url = PackageURL(type: .maven, namespace: group, name: name, version: version)
        return SBOMPackages.record(url.description, version: version, licences: [])
    }

    private func finish(_ content: [UInt8]) throws(CatalogerError) -> Evidence? {
        let plain: [UInt8]
        do throws(ZipError) {
            plain = try Gzip.decompress(content, limit: Self.limit)
        } catch {
            throw CatalogerError(.malformed, "the bill of materials cannot be read: \(error.detail)")
        }
        let document = try JSONValue(plain.span, of: "the bill of materials")
        guard let records = SBOMPackages.records(document, nameless: Self.component), !records.isEmpty else {
            return nil
        }
        return evidence(records)
    }
}
