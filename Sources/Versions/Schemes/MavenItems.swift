/// Reads the items of a Maven version from left to right, those that do not count left out.
struct MavenItems {
    /// What an item is; a list is the last item of its list, so its end is the end of the version.
    enum Kind: Sendable { case number, word, list, end }

    /// One item with its place in the text.
    struct Item: Sendable {
        var kind: Kind
        var range: Range<Int>
        var rank: UInt8 = 0
        var isNothing = false
    }

    /// The rank of the words that mean a release.
    static let nothing: UInt8 = 5
    /// The rank of the words that Maven does not know.
    static let other: UInt8 = 7

    private var reader: Reader
    /// Where the last item that counts ends; lists opened after it are empty.
    private let last: Int
    /// Before this place items that are nothing are known to count.
    private var counted = 0
    private var isAfterList = false

    init(_ text: Span<UInt8>, _ range: Range<Int>) {
        reader = Reader(range)
        var scan = reader
        var last = -1
        while true {
            let item = scan.next(in: text)
            if item.kind == .end { break }
            if item.kind != .list, !item.isNothing { last = item.range.lowerBound }
        }
        self.last = last
    }

    /// The next item that counts.
    mutating func next(in text: Span<UInt8>) -> Item {
        while true {
            let item = reader.next(in: text)
            if item.kind == .end || item.range.lowerBound > last { return Item(kind: .end, range: 0..<0) }
            // A list that holds nothing but a list is that list: 1-ga-1 is 1-1.
            if item.kind == .list, isAfterList { continue }
            guard item.isNothing, item.range.lowerBound >= counted else {
                isAfterList = item.kind == .list
                return item
            }
            var ahead = reader
            var before = reader
            var after = ahead.next(in: text)
            while after.isNothing {
                before = ahead
                after = ahead.next(in: text)
            }
            if after.kind == .number || after.kind == .word {
                counted = after.range.lowerBound
                isAfterList = false
                return item
            }
            reader = before
        }
    }

    /// Reads every item, whether it counts or not.
    private struct Reader {
        private var index: Int
        private let end: Int
        private var opensList = false
        /// Whether the list that is being read has no item yet.
        private var isListEmpty = true

        init(_ range: Range<Int>) {
            index = range.lowerBound
            end = range.upperBound
        }

        mutating func next(in text: Span<UInt8>) -> Item {
            if opensList {
                opensList = false
                isListEmpty = true
                return Item(kind: .list, range: index..<index)
            }
            guard index < end else { return Item(kind: .end, range: end..<end) }
            let start = index
            let isNumber = text[start].isDigit
            while index < end, text[index] != UInt8(ascii: "."), text[index] != UInt8(ascii: "-"),
                text[index].isDigit == isNumber
            {
                index += 1
            }
            let range = start..<index
            let isWord = !isNumber && !range.isEmpty
            // `.X` is `-X` for a word that ends the version or meets a digit (MNG-7644).
            if isWord, !isListEmpty, index == end || text[index].isDigit {
                index = start
                isListEmpty = true
                return Item(kind: .list, range: start..<start)
            }
            isListEmpty = false
            var meetsDigit = false
            if index < end {
                switch text[index] {
                case UInt8(ascii: "."): index += 1
                case UInt8(ascii: "-"):
                    index += 1
                    opensList = true
                default:
                    opensList = true
                    meetsDigit = !isNumber
                }
            }
            // Nothing between two signs is a zero.
            if isNumber || range.isEmpty { return Item(kind: .number, range: range, isNothing: isZero(text, range)) }
            let rank = rank(of: text, range, meetsDigit: meetsDigit)
            return Item(kind: .word, range: range, rank: rank, isNothing: rank == MavenItems.nothing)
        }

        private func isZero(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
            for index in range where text[index] != .zero { return false }
            return true
        }

        private func rank(of text: Span<UInt8>, _ range: Range<Int>, meetsDigit: Bool) -> UInt8 {
            if meetsDigit, range.count == 1 {
                switch text[range.lowerBound].lowercased {
                case UInt8(ascii: "a"): return 0
                case UInt8(ascii: "b"): return 1
                case UInt8(ascii: "m"): return 2
                default: return MavenItems.other
                }
            }
            if text.equals("alpha", range) { return 0 }
            if text.equals("beta", range) { return 1 }
            if text.equals("milestone", range) { return 2 }
            if text.equals("rc", range) || text.equals("cr", range) { return 3 }
            if text.equals("snapshot", range) { return 4 }
            if text.equals("ga", range) || text.equals("final", range) || text.equals("release", range) {
                return MavenItems.nothing
            }
            return text.equals("sp", range) ? 6 : MavenItems.other
        }
    }
}
