/// Reads the segments of a gem's version from left to right, zeros that do not count left out.
struct GemSegments {
    /// One segment; a hyphen is the word `pre` and has no text of its own.
    enum Segment {
        case number(Range<Int>)
        case word(Range<Int>, isHyphen: Bool)
        case end

        var range: Range<Int> {
            switch self {
            case .number(let range), .word(let range, _): range
            case .end: 0..<0
            }
        }

        var isHyphen: Bool {
            if case .word(_, isHyphen: true) = self { return true }
            return false
        }
    }

    /// What a hyphen stands for.
    static let pre: [UInt8] = Array("pre".utf8)

    private var index: Int
    private let end: Int
    /// Before this place zeros are known to count.
    private var counted: Int
    /// Whether a word has been read: before it zeros in front of a word do not count, after it only those at the end.
    private var isPastWord = false

    init(_ range: Range<Int>) {
        index = range.lowerBound
        end = range.upperBound
        counted = range.lowerBound
    }

    /// The next segment that counts.
    mutating func next(in text: Span<UInt8>) -> Segment {
        while true {
            let segment = read(text)
            switch segment {
            case .end: return .end
            case .word:
                isPastWord = true
                return segment
            case .number(let range):
                guard isZero(text, range), range.lowerBound >= counted else { return segment }
                var ahead = self
                var after = ahead.read(text)
                while case .number(let range) = after, isZero(text, range) { after = ahead.read(text) }
                switch after {
                case .number: counted = ahead.index
                case .word where isPastWord: counted = ahead.index
                case .word(let range, _):
                    index = range.lowerBound
                    continue
                case .end:
                    index = end
                    return .end
                }
                return segment
            }
        }
    }

    private mutating func read(_ text: Span<UInt8>) -> Segment {
        while index < end {
            let start = index
            if text[index].isDigit {
                index = text.endOfDigits(from: index, to: end)
                return .number(start..<index)
            }
            if text[index].isLetter {
                while index < end, text[index].isLetter { index += 1 }
                return .word(start..<index, isHyphen: false)
            }
            index += 1
            if text[start] == UInt8(ascii: "-") { return .word(start..<index, isHyphen: true) }
        }
        return .end
    }

    private func isZero(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        for index in range where text[index] != .zero { return false }
        return true
    }
}
