internal import CBzip2
internal import CLzma

/// xz (its file format 1.2), by liblzma; several streams in one file, memory bounded.
struct Unxz: Decompressor, ~Copyable {
    /// What the largest preset, `xz -9`, wants is 65 MiB.
    private static let memoryLimit: UInt64 = 96 << 20

    private var stream = hm_lzma_stream()

    init() throws(LayerError) {
        guard lzma_stream_decoder(&stream, Self.memoryLimit, hm_lzma_concatenated) == LZMA_OK else {
            throw LayerError(.limitExceeded, "no memory to decompress with")
        }
    }

    deinit {
        var stream = stream
        lzma_end(&stream)
    }

    mutating func run(_ input: UnsafeRawBufferPointer, from offset: inout Int, isLast: Bool, into block: Block)
        throws(LayerError) -> DecompressionStep
    {
        while true {
            stream.next_in = input.baseAddress.map { ($0 + offset).assumingMemoryBound(to: UInt8.self) }
            stream.avail_in = input.count - offset
            stream.next_out = block.rest.baseAddress?.assumingMemoryBound(to: UInt8.self)
            stream.avail_out = block.rest.count
            let status = lzma_code(&stream, isLast ? LZMA_FINISH : LZMA_RUN)
            offset = input.count - stream.avail_in
            block.count = block.memory.count - stream.avail_out
            switch status {
            case LZMA_STREAM_END: return .ended
            case LZMA_OK where block.isFull: return .blockFull
            case LZMA_OK where offset == input.count && !isLast: return .needsInput
            case LZMA_OK: continue
            case LZMA_BUF_ERROR where block.isFull: return .blockFull
            case LZMA_BUF_ERROR where !isLast: return .needsInput
            case LZMA_BUF_ERROR: throw LayerError(.truncated, "the xz data end early")
            case LZMA_MEMLIMIT_ERROR:
                throw LayerError(.limitExceeded, "the xz data want more than \(Self.memoryLimit >> 20) MiB of memory")
            default: throw LayerError(.malformed, "the xz data are broken")
            }
        }
    }
}

/// bzip2, by libbz2; several streams in one file.
struct Unbzip2: Decompressor, ~Copyable {
    /// On the heap: libbz2 keeps the structure's address.
    private let stream: UnsafeMutablePointer<bz_stream>
    private var isInStream = true

    init() throws(LayerError) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: bz_stream())
        guard BZ2_bzDecompressInit(stream, 0, 0) == BZ_OK else {
            throw LayerError(.limitExceeded, "no memory to decompress with")
        }
    }

    deinit {
        BZ2_bzDecompressEnd(stream)
        stream.deallocate()
    }

    mutating func run(_ input: UnsafeRawBufferPointer, from offset: inout Int, isLast: Bool, into block: Block)
        throws(LayerError) -> DecompressionStep
    {
        while true {
            if !isInStream {
                guard offset < input.count else { return isLast ? .ended : .needsInput }
                BZ2_bzDecompressEnd(stream)
                guard BZ2_bzDecompressInit(stream, 0, 0) == BZ_OK else {
                    throw LayerError(.limitExceeded, "no memory to decompress with")
                }
                isInStream = true
            }
            let start = input.baseAddress.map { UnsafeMutableRawPointer(mutating: $0 + offset) }
            stream.pointee.next_in = start?.assumingMemoryBound(to: CChar.self)
            stream.pointee.avail_in = UInt32(clamping: input.count - offset)
            stream.pointee.next_out = block.rest.baseAddress?.assumingMemoryBound(to: CChar.self)
            stream.pointee.avail_out = UInt32(clamping: block.rest.count)
            let status = BZ2_bzDecompress(stream)
            offset = input.count - Int(stream.pointee.avail_in)
            block.count = block.memory.count - Int(stream.pointee.avail_out)
            switch status {
            case BZ_STREAM_END: isInStream = false
            case BZ_OK: break
            default: throw LayerError(.malformed, "the bzip2 data are broken")
            }
            if block.isFull { return .blockFull }
            if isInStream && offset == input.count {
                guard isLast else { return .needsInput }
                throw LayerError(.truncated, "the bzip2 data end early")
            }
        }
    }
}
