internal import CInflate
internal import CZstd

/// gzip (RFC 1952), by our own inflate.
struct Gunzip: Decompressor, ~Copyable {
    private let state: OpaquePointer

    init() throws(LayerError) {
        guard let state = hm_inflate_create(HM_INFLATE_GZIP) else {
            throw LayerError(.limitExceeded, "no memory to decompress with")
        }
        // The diff-id's SHA-256 covers the same bytes as gzip's CRC-32 does.
        hm_inflate_set_verify(state, false)
        self.state = state
    }

    deinit { hm_inflate_destroy(state) }

    mutating func run(_ input: UnsafeRawBufferPointer, from offset: inout Int, isLast: Bool, into block: Block) throws(LayerError)
        -> DecompressionStep
    {
        guard let memory = block.memory.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return .blockFull }
        var consumed = 0
        let start = input.baseAddress.map { ($0 + offset).assumingMemoryBound(to: UInt8.self) }
        let status = hm_inflate_run(
            state, start, input.count - offset, &consumed, isLast, memory, block.memory.count, &block.count)
        offset += consumed
        switch status {
        case HM_INFLATE_NEEDS_INPUT: return .needsInput
        case HM_INFLATE_BLOCK_FULL: return .blockFull
        case HM_INFLATE_END: return .ended
        case HM_INFLATE_TRUNCATED: throw LayerError(.truncated, "the gzip data end early")
        case HM_INFLATE_TRAILING_GARBAGE:
            throw LayerError(.malformed, "bytes that are no gzip follow the gzip data")
        default: throw LayerError(.malformed, "the gzip data are broken: \(String(cString: hm_inflate_text(status)))")
        }
    }
}

/// Zstandard (RFC 8878), by libzstd; several frames and skippable ones, windows up to 128 MiB as the field's tools take.
struct Unzstd: Decompressor, ~Copyable {
    private let state: OpaquePointer
    private var isInFrame = false

    init() throws(LayerError) {
        guard let state = ZSTD_createDStream() else {
            throw LayerError(.limitExceeded, "no memory to decompress with")
        }
        self.state = state
    }

    deinit { ZSTD_freeDStream(state) }

    mutating func run(_ input: UnsafeRawBufferPointer, from offset: inout Int, isLast: Bool, into block: Block) throws(LayerError)
        -> DecompressionStep
    {
        var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: offset)
        var target = ZSTD_outBuffer(dst: block.memory.baseAddress, size: block.memory.count, pos: block.count)
        defer {
            offset = source.pos
            block.count = target.pos
        }
        while true {
            // Between frames libzstd must not be asked: it would wait for the header of another one.
            if !isInFrame && source.pos == source.size { return isLast ? .ended : .needsInput }
            let before = (source.pos, target.pos)
            let result = ZSTD_decompressStream(state, &target, &source)
            if ZSTD_isError(result) != 0 {
                throw LayerError(.malformed, "the zstd data are broken: \(String(cString: ZSTD_getErrorName(result)))")
            }
            isInFrame = result != 0
            if target.pos == target.size { return .blockFull }
            if isInFrame && source.pos == source.size && (source.pos, target.pos) == before {
                guard isLast else { return .needsInput }
                throw LayerError(.truncated, "the zstd data end early")
            }
        }
    }
}
