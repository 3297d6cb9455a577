internal import Catalogers
internal import Inventory

/// Drives one inspection over a file whose bytes go by once.
struct PartReading: Sendable {
    /// How many steps an inspection may take, so that a crafted file cannot keep it busy for ever.
    private static let stepLimit = 20_000

    /// Files of at most so many bytes are kept as they come, where they come in pieces: their parts lie too close together for an order.
    private static let keptSize = 64 << 10

    let cataloger: Int
    private var kept: [UInt8] = []
    private var inspection: any Inspection
    private let size: Int
    private var wanted = 0..<0
    private var collected: [UInt8] = []
    private var steps = 0
    /// Whether what is wanted lies behind what is at hand.
    private(set) var isDeferred = false
    /// The end: evidence, or nothing in particular, or an error.
    private(set) var outcome: Result<Evidence?, CatalogerError>?

    init(cataloger: Int, inspection: any Inspection, size: Int) {
        self.cataloger = cataloger
        self.inspection = inspection
        self.size = size
        take(self.inspection.begin(), from: 0)
    }

    var isHungry: Bool { outcome == nil && !isDeferred }

    var nextOffset: Int { wanted.lowerBound + collected.count }

    /// The same reading at the start of another pass over the file.
    func resumed() -> PartReading {
        var copy = self
        copy.isDeferred = false
        copy.collected = []
        copy.kept = []
        return copy
    }

    mutating func receive(_ piece: Span<UInt8>, at offset: Int) {
        guard size <= Self.keptSize, piece.count < size, offset == kept.count, isHungry else {
            return read(piece, at: offset)
        }
        piece.withUnsafeBufferPointer { kept.append(contentsOf: $0) }
        let bytes = kept
        read(bytes.span, at: 0)
    }

    private mutating func read(_ piece: Span<UInt8>, at offset: Int) {
        let end = offset + piece.count
        while isHungry {
            if nextOffset < offset {
                let zeros = min(offset, wanted.upperBound) - nextOffset
                collected.append(contentsOf: repeatElement(0, count: zeros))
            }
            let next = nextOffset
            if next < wanted.upperBound {
                guard next < end else { return }
                let part = piece.extracting((next - offset)..<(min(end, wanted.upperBound) - offset))
                part.withUnsafeBufferPointer { collected.append(contentsOf: $0) }
            }
            guard collected.count >= wanted.count else { return }
            deliver(from: offset)
        }
    }

    /// Ends the file: gives what is missing as zeros (a sparse file's end) or, where it is cut, gives less.
    mutating func finish(isCut: Bool) {
        while isHungry {
            let missing = wanted.count - collected.count
            if !isCut && missing > 0 { collected.append(contentsOf: repeatElement(0, count: missing)) }
            deliver(from: size)
        }
    }

    private mutating func deliver(from offset: Int) {
        let bytes = collected
        collected = []
        do throws(CatalogerError) {
            take(try inspection.receive(bytes.span, at: wanted.lowerBound), from: offset)
        } catch {
            outcome = .failure(error)
        }
    }

    private mutating func take(_ step: InspectionStep, from offset: Int) {
        steps += 1
        switch step {
        case .done(let evidence): outcome = .success(evidence)
        case .read(let range):
            guard steps < Self.stepLimit, range.count <= InspectionStep.partLimit else {
                outcome = .failure(CatalogerError(.tooLarge, "the file asks for too much to be read"))
                return
            }
            let start = min(max(0, range.lowerBound), size)
            wanted = start..<max(start, min(range.upperBound, size))
            isDeferred = wanted.lowerBound < offset && !wanted.isEmpty
        }
    }
}
