internal import Bytes

/// Where a clue fits: the whole of it, and the version in it.
struct ClueMatch: Equatable {
    let whole: Range<Int>
    let version: Range<Int>
    /// Where to look for another one.
    let next: Int
}

/// A stretch of a file in which clues are looked for.
struct ClueWindow: ~Escapable {
    let bytes: Span<UInt8>
    /// Where in the file it begins.
    let base: Int
    /// Whether the file ends with it.
    let isEnd: Bool

    @_lifetime(copy bytes)
    init(_ bytes: Span<UInt8>, base: Int = 0, isEnd: Bool = true) {
        self.bytes = bytes
        self.base = base
        self.isEnd = isEnd
    }
}

extension Clue {
    /// The first place at or after an offset where the clue fits.
    ///
    /// - Parameter effort: what may still be spent on places that look like the clue at first; a crafted file has no other bound.
    func match(in window: borrowing ClueWindow, from start: Int, effort: inout Int) -> ClueMatch? {
        guard let sought = anchorBytes else { return start == 0 ? match(in: window, at: 0) : nil }
        let cost = pieces.reduce(1) { if case .gap(let width) = $1 { $0 + width } else { $0 } }
        let startsVersion = anchor + 1 < pieces.count && pieces[anchor + 1].isVersion
        var offset = start
        while effort > 0, let found = window.bytes.index(of: sought, from: offset) {
            offset = found + 1
            let next = found + sought.count
            // Most of a program's zeros have no number after them.
            if startsVersion && next < window.bytes.count && !VersionGrammar.isDigit(window.bytes[next]) {
                if sought.count == 1 { offset = Self.end(ofRun: sought[0], in: window.bytes, from: found) }
                continue
            }
            effort -= cost
            if let match = match(in: window, at: found) { return match }
        }
        return nil
    }

    /// The last place of a run of one byte, where what comes after it may fit; at least the place after the first.
    private static func end(ofRun byte: UInt8, in bytes: Span<UInt8>, from start: Int) -> Int {
        var offset = start + 1
        while offset + 1 < bytes.count && bytes[offset] == byte && bytes[offset + 1] == byte { offset += 1 }
        return offset
    }

    /// The match whose anchor stands at a place.
    private func match(in window: borrowing ClueWindow, at place: Int) -> ClueMatch? {
        var version: Range<Int>?
        guard let end = forward(anchor, from: place, in: window, &version),
            let start = anchor == 0 ? place : backward(anchor - 1, to: place, in: window, &version), let version
        else { return nil }
        let match = ClueMatch(whole: start..<end, version: version, next: place + 1)
        return isFitting(match, in: window.bytes) ? match : nil
    }

    private func isFitting(_ match: ClueMatch, in bytes: Span<UInt8>) -> Bool {
        let version = bytes.extracting(match.version)
        return (beginning.isEmpty || version.has(beginning, at: 0))
            && (content.isEmpty || version.index(of: content) != nil)
            && (notAfter.isEmpty || !bytes.has(notAfter, at: match.whole.lowerBound - notAfter.count))
    }

    /// Fits the pieces from one on, from an offset on; gives where they end.
    private func forward(
        _ index: Int, from offset: Int, in window: borrowing ClueWindow, _ version: inout Range<Int>?
    ) -> Int? {
        guard index < pieces.count else { return offset }
        let bytes = window.bytes
        let end: Int?
        switch pieces[index] {
        case .literal(let literal): end = bytes.has(literal, at: offset) ? offset + literal.count : nil
        case .captured(let grammar):
            end = grammar.end(in: bytes, from: offset, stop: literal(at: index + 1))
            guard let end, window.isEnd || end + VersionGrammar.lookahead <= bytes.count else { return nil }
            version = offset..<end
        case .digits: end = Self.run(in: bytes, from: offset, Self.isDigitOrDot)
        case .word: end = Self.run(in: bytes, from: offset, Self.isWordPart)
        case .hex(let count):
            let run = Self.run(in: bytes, from: offset, Self.isHex) ?? offset
            end = run - offset >= count ? offset + count : nil
        case .zeros: end = Self.run(in: bytes, from: offset, limit: Self.gapLimit) { $0 == 0 }
        case .start: end = window.base + offset == 0 ? offset : nil
        case .gap(let width):
            for skipped in 0...width where skipped <= bytes.count - offset {
                if let end = forward(index + 1, from: offset + skipped, in: window, &version) { return end }
            }
            return nil
        }
        guard let end else { return nil }
        return forward(index + 1, from: end, in: window, &version)
    }

    /// Fits the pieces down from one, before an offset; gives where they begin.
    private func backward(
        _ index: Int, to offset: Int, in window: borrowing ClueWindow, _ version: inout Range<Int>?
    ) -> Int? {
        guard index >= 0 else { return offset }
        let bytes = window.bytes
        let start: Int?
        switch pieces[index] {
        case .literal(let literal):
            start = bytes.has(literal, at: offset - literal.count) ? offset - literal.count : nil
        case .captured(let grammar): return backward(grammar, index, to: offset, in: window, &version)
        case .digits: start = Self.run(in: bytes, before: offset, Self.isDigitOrDot)
        case .word: start = Self.run(in: bytes, before: offset, Self.isWordPart)
        case .hex(let count):
            let run = Self.run(in: bytes, before: offset, limit: count, Self.isHex) ?? offset
            start = offset - run == count ? run : nil
        case .zeros: start = Self.run(in: bytes, before: offset, limit: Self.gapLimit) { $0 == 0 }
        case .start: start = window.base + offset == 0 ? offset : nil
        case .gap(let width):
            for skipped in 0...width where skipped <= offset {
                if let start = backward(index - 1, to: offset - skipped, in: window, &version) { return start }
            }
            return nil
        }
        guard let start else { return nil }
        return backward(index - 1, to: start, in: window, &version)
    }

    /// The longest version that ends at an offset and has the pieces before it.
    private func backward(
        _ grammar: VersionGrammar, _ index: Int, to offset: Int, in window: borrowing ClueWindow,
        _ version: inout Range<Int>?
    ) -> Int? {
        let bytes = window.bytes
        guard let first = Self.run(in: bytes, before: offset, VersionGrammar.isPart) else { return nil }
        for start in first..<offset where VersionGrammar.isDigit(bytes[start]) {
            if start > 0 && Self.isDigitOrDot(bytes[start - 1]) { continue }
            guard grammar.end(in: bytes.extracting(0..<offset), from: start, stop: []) == offset else { continue }
            if let begin = backward(index - 1, to: start, in: window, &version) {
                version = start..<offset
                return begin
            }
        }
        return nil
    }

    /// The literal that a piece is; empty where it is something else.
    private func literal(at index: Int) -> [UInt8] {
        guard index < pieces.count, case .literal(let bytes) = pieces[index] else { return [] }
        return bytes
    }
}

extension Clue {
    private static func isDigitOrDot(_ byte: UInt8) -> Bool {
        VersionGrammar.isDigit(byte) || byte == UInt8(ascii: ".")
    }

    private static func isWordPart(_ byte: UInt8) -> Bool {
        VersionGrammar.isPart(byte) && byte != UInt8(ascii: "+") && byte != UInt8(ascii: "~")
    }

    private static func isHex(_ byte: UInt8) -> Bool {
        VersionGrammar.isDigit(byte) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x66)
    }

    private static func run(
        in bytes: Span<UInt8>, from start: Int, limit: Int = VersionGrammar.limit, _ isPart: (UInt8) -> Bool
    ) -> Int? {
        var offset = start
        while offset < bytes.count, offset - start < limit, isPart(bytes[offset]) { offset += 1 }
        return offset > start ? offset : nil
    }

    private static func run(
        in bytes: Span<UInt8>, before end: Int, limit: Int = VersionGrammar.limit, _ isPart: (UInt8) -> Bool
    ) -> Int? {
        var offset = end
        while offset > 0, end - offset < limit, isPart(bytes[offset - 1]) { offset -= 1 }
        return offset < end ? offset : nil
    }
}

extension Clue.Piece {
    var isVersion: Bool { if case .captured = self { true } else { false } }
}
