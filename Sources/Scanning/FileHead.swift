internal import Catalogers
internal import Layers

/// The beginning of a file: by its first bytes it turns out who wants the rest.
struct FileHead {
    private let entry: LayerEntry
    private let index: PatternIndex
    private let limits: Limits
    private let byPath: [Int]
    private let wantedHead: Int
    private var head: [UInt8] = []
    private var isDecided = false
    private(set) var intake: FileIntake

    init(_ entry: LayerEntry, index: PatternIndex, limits: Limits) {
        self.entry = entry
        self.index = index
        self.limits = limits
        byPath = index.matches(entry)
        wantedHead = min(index.magicLength, entry.size)
        intake = FileIntake(entry, wanting: byPath, index: index, limits: limits)
    }

    /// Whether the file must be looked into at all.
    var isPromising: Bool { !byPath.isEmpty || entry.size >= 4 && index.magicLength > 0 }
    var isHungry: Bool { !isDecided || intake.isHungry }
    var isUndecided: Bool { !isDecided }
    /// The first byte that anybody still wants.
    var nextOffset: Int { isDecided ? intake.nextOffset : head.count }
    var heldBytes: Int { intake.heldBytes }

    mutating func receive(_ piece: Span<UInt8>, at offset: Int) {
        if isDecided {
            intake.receive(piece, at: offset)
            return
        }
        if offset > head.count {
            // A hole of a sparse file.
            head.append(contentsOf: repeatElement(0, count: min(offset, wantedHead) - head.count))
            if head.count >= wantedHead {
                let begun = head
                decide(begun.span)
                if intake.isHungry { intake.receive(begun.span, at: 0) }
                if intake.isHungry { intake.receive(piece, at: offset) }
                return
            }
        }
        let fits = head.isEmpty && offset == 0
        if piece.count >= wantedHead && fits {
            decide(piece.extracting(0..<wantedHead))
            if intake.isHungry { intake.receive(piece, at: offset) }
            return
        }
        // The first bytes come in several pieces, as they may at the end of a block.
        piece.withUnsafeBufferPointer { head.append(contentsOf: $0) }
        guard head.count >= wantedHead else { return }
        let begun = head
        decide(begun.span.extracting(0..<wantedHead))
        if intake.isHungry { intake.receive(begun.span, at: 0) }
    }

    mutating func finish(isCut: Bool) {
        if !isDecided {
            let begun = head
            decide(begun.span)
            if !begun.isEmpty { intake.receive(begun.span, at: 0) }
        }
        intake.finish(isCut: isCut)
    }

    private mutating func decide(_ bytes: Span<UInt8>) {
        isDecided = true
        let byMagic = index.matches(entry, beginning: bytes).filter { !byPath.contains($0) }
        if !byMagic.isEmpty {
            intake = FileIntake(entry, wanting: byPath + byMagic, index: index, limits: limits)
        }
    }
}
