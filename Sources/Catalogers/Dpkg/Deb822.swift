internal import Bytes

/// Paragraphs of fields, as Debian writes its control data (deb822(5), Debian Policy §5.1).
///
/// | line | meaning |
/// |---|---|
/// | `Name: value` | a field; names are compared without case |
/// | space or tab, text | the field above goes on |
/// | `#` at the start | a comment |
/// | nothing, or white space alone | the paragraph ends |
struct Deb822: ~Escapable {
    private let bytes: Span<UInt8>
    private(set) var offset = 0

    @_lifetime(copy bytes)
    init(_ bytes: Span<UInt8>) { self.bytes = bytes }

    /// The next paragraph that has a line, or nothing at the end.
    @_lifetime(copy self)
    mutating func next() -> Paragraph? {
        var start: Int?
        while offset < bytes.count {
            let lineStart = offset
            let lineEnd = bytes.index(of: 0x0a, from: lineStart) ?? bytes.count
            offset = min(lineEnd + 1, bytes.count)
            if Self.isBlank(bytes, from: lineStart, to: lineEnd) {
                if let start { return Paragraph(bytes.extracting(start..<lineStart), at: start) }
            } else if start == nil {
                start = lineStart
            }
        }
        guard let start else { return nil }
        return Paragraph(bytes.extracting(start..<bytes.count), at: start)
    }

    private static func isBlank(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Bool {
        var index = start
        while index < end && isSpace(bytes[index]) { index += 1 }
        return index == end
    }

    /// Lines without a blank one between them.
    struct Paragraph: ~Escapable {
        private let bytes: Span<UInt8>
        private var position = 0
        /// Where in the file it begins.
        let offset: Int
        /// Lines so far that are neither a field nor part of one.
        private(set) var brokenLines = 0

        @_lifetime(copy bytes)
        init(_ bytes: Span<UInt8>, at offset: Int) {
            self.bytes = bytes
            self.offset = offset
        }

        /// The next field with all lines that belong to it.
        @_lifetime(copy self)
        mutating func next() -> Field? {
            while position < bytes.count {
                let start = position
                var end = endOfLine(from: start)
                position = end
                if bytes[start] == 0x23 { continue }
                guard let colon = colon(from: start, to: end) else {
                    brokenLines += 1
                    continue
                }
                while end < bytes.count && (bytes[end] == 0x20 || bytes[end] == 0x09) { end = endOfLine(from: end) }
                position = end
                return Field(
                    name: bytes.extracting(start..<colon), value: bytes.extracting((colon + 1)..<end).trimmed,
                    isUnfinished: bytes[end - 1] != 0x0a)
            }
            return nil
        }

        /// Where the line after the one at an offset begins.
        private func endOfLine(from start: Int) -> Int {
            bytes.index(of: 0x0a, from: start).map { $0 + 1 } ?? bytes.count
        }

        /// The colon after a name; names are printable and have no space (Policy §5.1).
        private func colon(from start: Int, to end: Int) -> Int? {
            var index = start
            while index < end, bytes[index] > 0x20, bytes[index] < 0x7f {
                if bytes[index] == 0x3a { return index > start ? index : nil }
                index += 1
            }
            return nil
        }
    }

    /// One field of a paragraph.
    struct Field: ~Escapable {
        let name: Span<UInt8>
        /// Without white space on both sides; lines after the first keep their leading space.
        let value: Span<UInt8>
        /// Whether the data ends before the field's last line does.
        let isUnfinished: Bool

        @_lifetime(copy name, copy value)
        init(name: Span<UInt8>, value: Span<UInt8>, isUnfinished: Bool) {
            self.name = name
            self.value = value
            self.isUnfinished = isUnfinished
        }

        /// Whether the field has this name, which is given in lower case.
        func isNamed(_ sought: StaticString) -> Bool {
            let length = sought.utf8CodeUnitCount
            guard name.count == length else { return false }
            for index in 0..<length {
                let byte = name[index]
                let lower = byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte
                if lower != sought.utf8Start[index] { return false }
            }
            return true
        }

        /// The value's first line.
        var firstLine: Span<UInt8> {
            @_lifetime(copy self)
            get { value.extracting(0..<(value.index(of: 0x0a) ?? value.count)).trimmed }
        }
    }
}
