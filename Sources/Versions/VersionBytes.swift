extension UInt8 {
    static let zero = UInt8(ascii: "0")

    var isDigit: Bool { self &- 0x30 < 10 }
    var isLowercase: Bool { self &- 0x61 < 26 }
    var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }
    var isAlphanumeric: Bool { isDigit || isLetter }
    var isSpace: Bool { self == 0x20 || self &- 0x09 < 5 }
    var isGraphic: Bool { self > 0x20 && self != 0x7F }
    var lowercased: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }
}

extension Span where Element == UInt8 {
    /// The text without the white space around it.
    var trimmed: Range<Int> {
        var start = 0
        var end = count
        while start < end, self[start].isSpace { start += 1 }
        while end > start, self[end - 1].isSpace { end -= 1 }
        return start..<end
    }

    /// The text without the white space around it, or nothing where that is empty or holds spaces or control
    /// characters.
    var word: Range<Int>? {
        let range = trimmed
        guard !range.isEmpty else { return nil }
        for index in range where !self[index].isGraphic { return nil }
        return range
    }

    /// Where the run of digits that begins at `start` ends.
    func endOfDigits(from start: Int, to end: Int) -> Int {
        var index = start
        while index < end, self[index].isDigit { index += 1 }
        return index
    }

    /// Where the first of these bytes stands, or nothing.
    func first(_ byte: UInt8, in range: Range<Int>) -> Int? {
        for index in range where self[index] == byte { return index }
        return nil
    }

    /// Where the last of these bytes stands, or nothing.
    func last(_ byte: UInt8, in range: Range<Int>) -> Int? {
        var index = range.upperBound
        while index > range.lowerBound {
            index -= 1
            if self[index] == byte { return index }
        }
        return nil
    }

    /// Whether the text at `start` begins with the lower-case `word`, whatever the case of its letters.
    func starts(with word: StaticString, at start: Int, to end: Int) -> Bool {
        guard word.utf8CodeUnitCount <= end - start else { return false }
        return word.withUTF8Buffer { letters in
            for (offset, letter) in letters.enumerated() where self[start + offset].lowercased != letter {
                return false
            }
            return true
        }
    }

    /// Whether a range of the text is the lower-case `word`, whatever the case of its letters.
    func equals(_ word: StaticString, _ range: Range<Int>) -> Bool {
        range.count == word.utf8CodeUnitCount && starts(with: word, at: range.lowerBound, to: range.upperBound)
    }

    /// The identifier that begins at `start`: where it ends, where the next begins, whether it is digits only.
    func identifier(from start: Int, to end: Int, splitting: Bool) -> (end: Int, next: Int, isNumber: Bool) {
        var index = start
        var isNumber = true
        while index < end, self[index] != UInt8(ascii: ".") {
            if splitting, index > start, self[index].isDigit, !self[index - 1].isDigit {
                return (index, index, isNumber)
            }
            if !self[index].isDigit { isNumber = false }
            index += 1
        }
        return (index, index < end ? index + 1 : index, isNumber && index > start)
    }
}
