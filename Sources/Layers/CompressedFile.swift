/// A file that is compressed as a whole, as archives are handed about: gzip, zstd, xz or bzip2, told by its first bytes.
package struct CompressedFile: Sendable {
    private let blob: any BlobSource
    private let limits: Limits

    package init(_ blob: any BlobSource, limits: Limits) {
        self.blob = blob
        self.limits = limits
    }

    /// Gives the plain bytes piece by piece, each valid during the call.
    package func forEachPiece(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        let source = try blob.open()
        let input = Block(capacity: 256 << 10)
        try Self.fill(input, from: source)
        switch Compression(head: Span(_unsafeElements: input.bytes.bindMemory(to: UInt8.self))) {
        case .none:
            while input.count > 0 {
                try body(input.bytes)
                input.count = 0
                try Self.fill(input, from: source)
            }
        case .gzip: try pump(source, input, Gunzip(), body)
        case .zstd: try pump(source, input, Unzstd(), body)
        case .xz: try pump(source, input, Unxz(), body)
        case .bzip2: try pump(source, input, Unbzip2(), body)
        }
    }

    private func pump<D: Decompressor & ~Copyable>(
        _ source: any ByteSource, _ input: Block, _ decompressor: consuming D,
        _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        let block = Block(capacity: 512 << 10)
        var (read, size, offset) = (input.count, 0, 0)
        var isLast = input.count == 0
        while true {
            let step = try decompressor.run(input.bytes, from: &offset, isLast: isLast, into: block)
            switch step {
            case .needsInput:
                input.count = 0
                offset = 0
                try Self.fill(input, from: source)
                read += input.count
                isLast = input.count == 0
            case .blockFull, .ended:
                size += block.count
                let isBomb = size > limits.expansionFloor && size / limits.expansion > read
                guard size <= limits.layerBytes && !isBomb else {
                    throw LayerError(.limitExceeded, "the archive expands to more than \(size) bytes from \(read)")
                }
                if block.count > 0 { try body(block.bytes) }
                block.count = 0
                if step == .ended { return }
            }
        }
    }

    private static func fill(_ block: Block, from source: any ByteSource) throws {
        while !block.isFull {
            let count = try source.read(into: block.rest)
            if count == 0 { return }
            block.count += count
        }
    }
}
