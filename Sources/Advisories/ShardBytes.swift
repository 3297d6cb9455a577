internal import CSnapshot
package import Platform

/// Where a shard's bytes lie: in a mapped file, in the program itself, or in memory of its own.
package enum ShardBytes: Sendable {
    case mapped(MappedFile)
    case embedded(EmbeddedBytes)
    case owned([UInt8])

    package var count: Int {
        switch self {
        case .mapped(let file): file.count
        case .embedded(let bytes): bytes.count
        case .owned(let bytes): bytes.count
        }
    }

    /// Runs a body on the bytes.
    package func withSpan<Result, Failure: Error>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        switch self {
        case .mapped(let file): try body(file.bytes.bindMemory(to: UInt8.self).span)
        case .embedded(let bytes): try body(bytes.buffer.span)
        case .owned(let bytes): try body(bytes.span)
        }
    }

    /// A part of the bytes that shares their memory where it can; nothing where it reaches past them.
    package func part(_ range: Range<Int>) -> ShardBytes? {
        guard range.lowerBound >= 0, range.upperBound <= count else { return nil }
        switch self {
        case .embedded(let bytes): return .embedded(bytes.part(range))
        case .mapped(let file): return .owned(Array(file.bytes[range]))
        case .owned(let bytes): return .owned(Array(bytes[range]))
        }
    }
}

/// A part of the snapshot that the program carries.
///
/// Sendable because no other bytes can be put in: those of the snapshot are constants of the program's own image, which
/// live as long as it runs and which nobody writes.
package struct EmbeddedBytes: @unchecked Sendable {
    /// The whole snapshot.
    static let snapshot = EmbeddedBytes(
        UnsafeBufferPointer(start: hm_snapshot_start(), count: hm_snapshot_size()))

    let buffer: UnsafeBufferPointer<UInt8>

    private init(_ buffer: UnsafeBufferPointer<UInt8>) { self.buffer = buffer }

    var count: Int { buffer.count }

    func part(_ range: Range<Int>) -> EmbeddedBytes {
        EmbeddedBytes(UnsafeBufferPointer(rebasing: buffer[range]))
    }
}
