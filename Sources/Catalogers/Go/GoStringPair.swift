internal import Bytes

/// Two Go strings behind pointers, read in the order in which they lie in the file: first their headers, then their texts.
struct GoStringPair {
    /// What is known of one string.
    private enum Slot {
        case header(Range<Int>)
        case body(Range<Int>)
        case text([UInt8])
        case missing
    }

    /// What comes next.
    enum Next {
        case wants(Range<Int>)
        case texts([UInt8], [UInt8])
        case invalid
    }

    private let pointerSize: Int
    private let isBigEndian: Bool
    private let layout: ExecutableLayout
    private var slots: [Slot]

    init(addresses: [UInt64], pointerSize: Int, isBigEndian: Bool, layout: ExecutableLayout) {
        self.pointerSize = pointerSize
        self.isBigEndian = isBigEndian
        self.layout = layout
        slots = addresses.map { address in
            layout.file(at: address, count: pointerSize * 2).map(Slot.header) ?? .missing
        }
    }

    /// The first string must be there; the second may be missing.
    var next: Next {
        if let (_, range) = pending { return .wants(range) }
        guard case .text(let first) = slots[0] else { return .invalid }
        guard slots.count > 1, case .text(let second) = slots[1] else { return .texts(first, []) }
        return .texts(first, second)
    }

    /// Takes the bytes that `next` wanted.
    mutating func receive(_ bytes: Span<UInt8>) {
        guard let (index, range) = pending else { return }
        guard bytes.count == range.count else {
            slots[index] = .missing
            return
        }
        if case .header = slots[index] {
            slots[index] = body(bytes)
        } else {
            slots[index] = .text(bytes.array)
        }
    }

    private var pending: (index: Int, range: Range<Int>)? {
        var first: (index: Int, range: Range<Int>)?
        for (index, slot) in slots.enumerated() {
            guard case .header(let range) = slot else { continue }
            if first.map({ range.lowerBound < $0.range.lowerBound }) ?? true { first = (index, range) }
        }
        if let first { return first }
        for (index, slot) in slots.enumerated() {
            guard case .body(let range) = slot else { continue }
            if first.map({ range.lowerBound < $0.range.lowerBound }) ?? true { first = (index, range) }
        }
        return first
    }

    private func body(_ header: Span<UInt8>) -> Slot {
        do {
            let address = try GoBuildInfoBlob.pointer(header, at: 0, size: pointerSize, isBigEndian: isBigEndian)
            let count = try GoBuildInfoBlob.pointer(
                header, at: pointerSize, size: pointerSize, isBigEndian: isBigEndian)
            guard count > 0, count <= UInt64(GoBuildInfoBlob.limit) else { return .missing }
            return layout.file(at: address, count: Int(count)).map(Slot.body) ?? .missing
        } catch {
            return .missing
        }
    }
}
