import CInflate
import Platform
import TestSupport
import Testing

@Suite("Inflate", .timeLimit(.minutes(5)))
struct InflateTests {
    /// Sizes of input pieces and output blocks that meet every limit of the fast and the careful decoder.
    private static let sizes = [
        (Int.max, 1 << 16), (1, 1 << 16), (1 << 16, 1), (7, 13), (4096, 32_768), (300, 258), (61, 40_001),
    ]

    @Test("stored, fixed and mixed blocks come out whatever the pieces")
    func blocks() throws {
        var random = SeededGenerator(seed: 1)
        var writer = DeflateWriter()
        writer.stored([], isLast: false)
        writer.fixed(random.bytes(3000), matches: [(3, 1), (258, 2999), (257, 1), (10, 10)], isLast: false)
        writer.stored(random.bytes(1500), isLast: false)
        writer.fixed([], isLast: false)
        writer.fixed([1, 2, 3], matches: [(258, 3), (4, 4700), (258, 258)], isLast: true)
        writer.align()
        for (piece, block) in Self.sizes {
            let inflation = try Inflation(writer.bytes, HM_INFLATE_RAW, piece: piece, block: block)
            #expect(inflation.status == HM_INFLATE_END)
            #expect(inflation.output == writer.plain)
            #expect(inflation.consumed == writer.bytes.count)
        }
    }

    @Test("random codes with words of every length come out", arguments: 1...12)
    func randomCodes(_ seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        var writer = DeflateWriter()
        // Enough history for matches from as far back as they reach.
        writer.stored(random.bytes(40_000), isLast: false)
        let blocks = 1 + random.below(4)
        for block in 1...blocks {
            writer.dynamic(tokens: 200 + random.below(3000), isLast: block == blocks, &random)
        }
        writer.align()
        for (piece, block) in [(Int.max, 1 << 20), (5000, 30_000), (1, 65_536), (17, 33_000)] {
            let inflation = try Inflation(writer.bytes, HM_INFLATE_RAW, piece: piece, block: block)
            #expect(inflation.status == HM_INFLATE_END)
            #expect(inflation.output == writer.plain, "piece \(piece), block \(block)")
        }
    }

    @Test("random codes that are cut or broken end in an error, and what came out before is good", arguments: 1...4)
    func brokenCodes(_ seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        var writer = DeflateWriter()
        writer.stored(random.bytes(300), isLast: false)
        writer.dynamic(tokens: 150, isLast: true, &random)
        writer.align()
        for length in 0..<writer.bytes.count {
            let piece = length.isMultiple(of: 2) ? Int.max : 5
            let inflation = try Inflation(Array(writer.bytes[..<length]), HM_INFLATE_RAW, piece: piece, block: 3000)
            if inflation.status != HM_INFLATE_TRUNCATED || !writer.plain.starts(with: inflation.output) {
                Issue.record("\(length) bytes: \(inflation.status)")
            }
        }
        for _ in 0..<300 {
            let broken = random.broken(writer.bytes)
            let whole = try Inflation(broken, HM_INFLATE_RAW, block: 1000)
            let pieces = try Inflation(broken, HM_INFLATE_RAW, piece: 3, block: 77)
            // The outcome does not depend on how the bytes came.
            #expect(whole.status == pieces.status)
            #expect(whole.output == pieces.output)
        }
    }

    /// Faults of DEFLATE data by the bytes that show them.
    @Test(
        "each fault has its name",
        arguments: [
            ("07", HM_INFLATE_BAD_BLOCK_TYPE), ("010100ffff", HM_INFLATE_BAD_STORED_LENGTH),
            ("0200", HM_INFLATE_TRUNCATED), ("", HM_INFLATE_TRUNCATED), ("0302", HM_INFLATE_BAD_DISTANCE),
        ])
    func faults(_ hex: String, status: hm_inflate_status) throws {
        var bytes: [UInt8] = []
        var rest = hex[...]
        while !rest.isEmpty {
            bytes.append(try #require(UInt8(rest.prefix(2), radix: 16)))
            rest = rest.dropFirst(2)
        }
        let inflation = try Inflation(bytes, HM_INFLATE_RAW)
        #expect(inflation.status == status)
        #expect(!String(cString: hm_inflate_text(inflation.status)).isEmpty)
    }

    @Test("a match from before the beginning is refused")
    func distance() throws {
        for (history, distance) in [(0, 1), (100, 101), (100, 32_768)] {
            var writer = DeflateWriter()
            writer.fixed([UInt8](repeating: 65, count: max(history, distance)), isLast: false)
            writer.fixed([], matches: [(3, distance)], isLast: true)
            writer.align()
            #expect(try Inflation(writer.bytes, HM_INFLATE_RAW).status == HM_INFLATE_END)
            var short = DeflateWriter()
            short.stored([UInt8](repeating: 65, count: history), isLast: false)
            var tail = DeflateWriter()
            tail.stored([UInt8](repeating: 65, count: max(1, distance)), isLast: false)
            let start = tail.bytes.count
            tail.fixed([], matches: [(3, distance)], isLast: true)
            tail.align()
            let inflation = try Inflation(short.bytes + tail.bytes[start...], HM_INFLATE_RAW)
            #expect(inflation.status == HM_INFLATE_BAD_DISTANCE)
            #expect(inflation.output.count == history)
        }
    }

    @Test("gzip members in a row, with names and zeros behind, are one stream")
    func members() throws {
        let (first, second) = (storedGzip(Array("hello ".utf8)), storedGzip(Array("world".utf8)))
        // Extra field, name, comment and a header checksum that nobody made: flags 4, 8, 16.
        var named = first
        named[3] = 4 | 8 | 16
        named.insert(contentsOf: [3, 0, 9, 9, 9] + Array("name\u{0}comment\u{0}".utf8), at: 10)
        let stream = named + storedGzip([]) + second + [0, 0, 0]
        for (piece, block) in Self.sizes {
            let inflation = try Inflation(stream, piece: piece, block: block)
            #expect(inflation.status == HM_INFLATE_END)
            #expect(inflation.output == Array("hello world".utf8))
        }
        #expect(try Inflation(stream + [1]).status == HM_INFLATE_TRAILING_GARBAGE)
        #expect(try Inflation(first + [0x1f]).status == HM_INFLATE_TRUNCATED)
        #expect(try Inflation(first + [0x1f, 0x8c]).status == HM_INFLATE_TRAILING_GARBAGE)
    }

    @Test("a wrong checksum or length is refused, unless nobody verifies", arguments: [1, 2, 3, 4, 5, 6, 7, 8])
    func checksums(_ fromEnd: Int) throws {
        var bytes = storedGzip(Array("hello".utf8))
        bytes[bytes.count - fromEnd] ^= 0x10
        for (piece, block) in Self.sizes {
            #expect(try Inflation(bytes, piece: piece, block: block).status == HM_INFLATE_CHECKSUM_MISMATCH)
            let unverified = try Inflation(bytes, piece: piece, block: block, verifies: false)
            #expect(unverified.status == HM_INFLATE_END)
            #expect(unverified.output == Array("hello".utf8))
        }
    }

    @Test("headers that are none are refused", arguments: [(0, UInt8(0x1e)), (1, 0x8c), (2, 7), (3, 0x80), (3, 0x20)])
    func headers(place: Int, byte: UInt8) throws {
        var bytes = storedGzip([1])
        bytes[place] = byte
        #expect(try Inflation(bytes).status == HM_INFLATE_BAD_HEADER)
        #expect(try Inflation(bytes, piece: 1).status == HM_INFLATE_BAD_HEADER)
    }

    @Test("every beginning of a gzip stream is truncated", arguments: [true, false])
    func truncatedMembers(verifies: Bool) throws {
        var random = SeededGenerator(seed: 4)
        let plain = random.bytes(200)
        let bytes = storedGzip(plain)
        for length in 0..<bytes.count {
            for piece in [1, Int.max] {
                let inflation = try Inflation(Array(bytes[..<length]), piece: piece, verifies: verifies)
                #expect(inflation.status == HM_INFLATE_TRUNCATED)
                #expect(plain.starts(with: inflation.output))
            }
        }
    }

    @Test("zlib streams verify their Adler-32")
    func zlib() throws {
        // What zlib makes of "hello" at level 6.
        let bytes: [UInt8] = [0x78, 0x9c, 0xcb, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00, 0x06, 0x2c, 0x02, 0x15]
        for (piece, block) in Self.sizes {
            let inflation = try Inflation(bytes, HM_INFLATE_ZLIB, piece: piece, block: block)
            #expect(inflation.status == HM_INFLATE_END)
            #expect(inflation.output == Array("hello".utf8))
        }
        #expect(try Inflation(Array(bytes.dropLast()) + [0x16], HM_INFLATE_ZLIB).status == HM_INFLATE_CHECKSUM_MISMATCH)
        #expect(try Inflation([0x78, 0x9d] + bytes.dropFirst(2), HM_INFLATE_ZLIB).status == HM_INFLATE_BAD_HEADER)
        #expect(try Inflation(bytes + [1, 2], HM_INFLATE_ZLIB).consumed == bytes.count)
    }

    @Test(
        "gzip's own streams come out at every level", .enabled(if: RunningProgram.path("gzip") != nil),
        arguments: ["-1", "-6", "-9"])
    func program(_ level: String) throws {
        let program = try #require(RunningProgram.path("gzip"))
        // Sources and headers of this machine: text with all kinds of repetition.
        let plain = try TestFiles.bytes(at: "\(projectFolder)/Sources/CInflate/decode.c")
        var text: [UInt8] = []
        for _ in 0..<12 { text += plain + text.suffix(20_000) }
        let stream = try ChildProcess.run(program, ["-c", level], input: text).output
        for (piece, block) in [(Int.max, 1 << 20), (1, 1 << 16), (1000, 32_768), (64, 999)] {
            let inflation = try Inflation(stream, piece: piece, block: block)
            #expect(inflation.status == HM_INFLATE_END)
            #expect(inflation.output == text)
        }
    }

    @Test("a state that is reset begins anew")
    func reset() throws {
        let state = try #require(hm_inflate_create(HM_INFLATE_GZIP))
        defer { hm_inflate_destroy(state) }
        let bytes = storedGzip([1, 2, 3])
        var block = [UInt8](repeating: 0, count: 100)
        for input in [Array(bytes[..<20]), bytes, [9, 9, 9], bytes] {
            hm_inflate_reset(state, HM_INFLATE_GZIP)
            var (consumed, filled) = (0, 0)
            let status = hm_inflate_run(state, input, input.count, &consumed, true, &block, block.count, &filled)
            if input == bytes {
                #expect(status == HM_INFLATE_END)
                #expect(Array(block[..<filled]) == [1, 2, 3])
            } else {
                #expect(status.rawValue < 0)
            }
        }
        hm_inflate_destroy(nil)
    }

    @Test("CRC-32 has its known values, in one piece or several")
    func crc() {
        #expect(hm_crc32(0, nil, 0) == 0)
        #expect(hm_crc32(0, "123456789", 9) == 0xcbf4_3926)
        let text = Array(
            "The quick brown fox jumps over the lazy dog, and over itself, again and again and again.".utf8)
        let whole = hm_crc32(0, text, text.count)
        for place in text.indices {
            let (front, back) = (Array(text[..<place]), Array(text[place...]))
            #expect(hm_crc32(hm_crc32(0, front, front.count), back, back.count) == whole)
        }
        #expect(hm_crc32(0, Array("The quick brown fox jumps over the lazy dog".utf8), 43) == 0x414f_a339)
    }
}
