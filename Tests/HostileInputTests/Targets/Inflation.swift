import CInflate

#if canImport(CFuzzer)
import CFuzzer
#endif

/// One run of our inflate over an input, with the input and the output cut into pieces.
struct Inflation {
    /// No input is followed further than to so many bytes.
    static let limit = 96 << 10

    private(set) var output: [UInt8] = []
    private(set) var status = HM_INFLATE_NEEDS_INPUT
    /// Bytes of the input that were read.
    private(set) var consumed = 0

    /// Whether the stream came to its end.
    var isWhole: Bool { status == HM_INFLATE_END }

    init(_ data: [UInt8], _ wrapper: hm_inflate_wrapper, pieceSize: Int, blockSize: Int) {
        guard let state = hm_inflate_create(wrapper) else { return }
        defer { hm_inflate_destroy(state) }
        var block = [UInt8](repeating: 0, count: blockSize)
        var filled = 0
        while output.count < Self.limit {
            let end = min(data.count, consumed + max(1, pieceSize))
            var taken = 0
            status = data[consumed..<end].withUnsafeBufferPointer { piece in
                hm_inflate_run(
                    state, piece.baseAddress, piece.count, &taken, end == data.count, &block, block.count, &filled)
            }
            consumed += taken
            switch status {
            case HM_INFLATE_NEEDS_INPUT where end == data.count && taken == 0: return
            case HM_INFLATE_NEEDS_INPUT: continue
            case HM_INFLATE_BLOCK_FULL:
                output += block[..<filled]
                filled = 0
            default:
                output += block[..<filled]
                return
            }
        }
    }

    /// Compares with zlib where there is one: both read the stream to the same end with the same bytes, or neither does.
    func compare(with data: [UInt8], _ wrapper: hm_inflate_wrapper) throws {
        #if canImport(CFuzzer)
        // Of gzip zlib reads one member, and we read all.
        guard wrapper != HM_INFLATE_GZIP, output.count < Self.limit else { return }
        var stream = z_stream()
        let bits: CInt = wrapper == HM_INFLATE_RAW ? -15 : 15
        guard inflateInit2_(&stream, bits, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size)) == Z_OK else { return }
        defer { inflateEnd(&stream) }
        var input = data
        var peer = [UInt8](repeating: 0, count: Self.limit)
        let result = input.withUnsafeMutableBufferPointer { input in
            peer.withUnsafeMutableBufferPointer { output in
                stream.next_in = input.baseAddress
                stream.avail_in = uInt(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = uInt(output.count)
                return inflate(&stream, Z_FINISH)
            }
        }
        guard stream.avail_out > 0 else { return }
        try require((result == Z_STREAM_END) == isWhole, "zlib says \(result), we say \(status)")
        guard isWhole else { return }
        try require(Int(stream.total_in) == consumed, "zlib reads \(stream.total_in) bytes, we read \(consumed)")
        try require(peer[..<Int(stream.total_out)] == output[...], "zlib gives other bytes")
        #endif
    }
}
