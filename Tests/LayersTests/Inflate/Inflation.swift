import CInflate
import Testing

/// A stream decompressed with input pieces and output blocks of chosen sizes.
struct Inflation {
    private(set) var status = HM_INFLATE_NEEDS_INPUT
    private(set) var output: [UInt8] = []
    /// Bytes of the input that were read.
    private(set) var consumed = 0

    init(
        _ bytes: [UInt8], _ wrapper: hm_inflate_wrapper = HM_INFLATE_GZIP, piece: Int = .max, block: Int = 1 << 16,
        verifies: Bool = true
    ) throws {
        let state = try #require(hm_inflate_create(wrapper))
        defer { hm_inflate_destroy(state) }
        hm_inflate_set_verify(state, verifies)
        let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: block)
        defer { memory.deallocate() }
        var filled = 0
        while true {
            let end = piece < bytes.count - consumed ? consumed + piece : bytes.count
            let (start, before) = (consumed, filled)
            var taken = 0
            status = bytes.withUnsafeBufferPointer { input in
                hm_inflate_run(
                    state, input.baseAddress.map { $0 + start }, end - start, &taken, end == bytes.count, memory, block,
                    &filled)
            }
            try #require(taken <= end - consumed && filled <= block && filled >= before)
            consumed += taken
            switch status {
            case HM_INFLATE_NEEDS_INPUT:
                // With the last piece given there is nothing left to ask for.
                try #require(end < bytes.count && consumed == end)
            case HM_INFLATE_BLOCK_FULL:
                try #require(filled == block)
                output += UnsafeBufferPointer(start: memory, count: filled)
                filled = 0
            default:
                output += UnsafeBufferPointer(start: memory, count: filled)
                return
            }
        }
    }
}
