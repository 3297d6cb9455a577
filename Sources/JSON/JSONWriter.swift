/// Writes JSON (RFC 8259) in the order that it is told, so that the same input gives the same bytes.
package struct JSONWriter {
    package private(set) var bytes: [UInt8] = []
    private let indent: Int
    private var depth = 0
    private var needsComma = false

    /// - Parameter indent: spaces a level, or 0 for one line.
    package init(indent: Int = 2) { self.indent = indent }

    /// An object as the next value.
    package mutating func object(_ members: (inout JSONWriter) -> Void) { nest(0x7b, 0x7d, members) }

    /// An array as the next value.
    package mutating func array(_ elements: (inout JSONWriter) -> Void) { nest(0x5b, 0x5d, elements) }

    /// A member that is an object.
    package mutating func object(_ name: String, _ members: (inout JSONWriter) -> Void) {
        self.name(name)
        object(members)
    }

    /// A member that is an array.
    package mutating func array(_ name: String, _ elements: (inout JSONWriter) -> Void) {
        self.name(name)
        array(elements)
    }

    package mutating func member(_ name: String, _ text: String) {
        self.name(name)
        value(text)
    }

    package mutating func member(_ name: String, _ number: Int) {
        self.name(name)
        value(number)
    }

    package mutating func member(_ name: String, _ flag: Bool) {
        self.name(name)
        value(flag)
    }

    /// A number member with a fixed count of decimals.
    package mutating func member(_ name: String, _ number: Double, decimals: Int) {
        self.name(name)
        begin()
        bytes.append(contentsOf: Self.fixed(number, decimals: decimals).utf8)
        needsComma = true
    }

    /// A member that is an array of texts.
    package mutating func member(_ name: String, _ texts: [String]) {
        array(name) { writer in for text in texts { writer.value(text) } }
    }

    /// A text member, left out where there is none.
    package mutating func member(ifPresent name: String, _ text: String?) {
        if let text { member(name, text) }
    }

    package mutating func null(_ name: String) {
        self.name(name)
        literal("null")
    }

    package mutating func value(_ text: String) {
        begin()
        quote(text)
        needsComma = true
    }

    package mutating func value(_ number: Int) { literal(String(number)) }

    package mutating func value(_ flag: Bool) { literal(flag ? "true" : "false") }

    /// A value that was read before.
    package mutating func value(_ other: JSONValue) {
        switch other {
        case .null: literal("null")
        case .bool(let flag): value(flag)
        case .number(let text): literal(text)
        case .string(let text): value(text)
        case .array(let elements): array { writer in for element in elements { writer.value(element) } }
        case .object(let members):
            object { writer in
                for member in members {
                    writer.name(member.name)
                    writer.value(member.value)
                }
            }
        }
    }

    /// Ends the text with a line end.
    package mutating func finish() -> [UInt8] {
        bytes.append(0x0a)
        return bytes
    }

    /// A member's name; its value is to follow.
    package mutating func name(_ name: String) {
        begin()
        quote(name)
        bytes.append(0x3a)
        if indent > 0 { bytes.append(0x20) }
        isNamed = true
    }

    /// A number with so many decimals, rounded half away from zero, without the locale's say.
    package static func fixed(_ number: Double, decimals: Int) -> String {
        let scale = (0..<max(0, decimals)).reduce(1.0) { value, _ in value * 10 }
        let scaled = (number * scale).rounded()
        guard scaled.magnitude < 9e15 else { return "0" }
        let digits = String(Int(scaled.magnitude))
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        let sign = scaled < 0 ? "-" : ""
        if decimals <= 0 { return sign + padded }
        return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
    }

    private var isNamed = false

    private mutating func literal(_ text: String) {
        begin()
        bytes.append(contentsOf: text.utf8)
        needsComma = true
    }

    private mutating func begin() {
        if isNamed {
            isNamed = false
            return
        }
        if needsComma { bytes.append(0x2c) }
        needsComma = false
        if depth > 0 { newline() }
    }

    private mutating func newline() {
        guard indent > 0 else { return }
        bytes.append(0x0a)
        bytes.append(contentsOf: repeatElement(0x20, count: indent * depth))
    }

    private mutating func nest(_ opener: UInt8, _ closer: UInt8, _ content: (inout JSONWriter) -> Void) {
        begin()
        bytes.append(opener)
        depth += 1
        needsComma = false
        let start = bytes.count
        content(&self)
        depth -= 1
        if bytes.count > start { newline() }
        bytes.append(closer)
        needsComma = true
    }

    private mutating func quote(_ text: String) {
        bytes.append(0x22)
        defer { bytes.append(0x22) }
        let isPlain = text.utf8.span.withUnsafeBufferPointer { buffer in
            // Without a way out in the middle, so that it is done many bytes at a time.
            let needsEscape =
                buffer.reduce(UInt8(0)) {
                    $0 | ($1 < 0x20 || $1 == 0x22 || $1 == 0x5c || $1 == 0x7f || $1 == 0xc2 ? 1 : 0)
                } != 0
            if !needsEscape { bytes.append(contentsOf: buffer) }
            return !needsEscape
        }
        if isPlain { return }
        var previous: UInt8 = 0
        for byte in text.utf8 {
            defer { previous = byte }
            switch byte {
            case 0x22: bytes.append(contentsOf: [0x5c, 0x22])
            case 0x5c: bytes.append(contentsOf: [0x5c, 0x5c])
            case 0x0a: bytes.append(contentsOf: [0x5c, 0x6e])
            case 0x0d: bytes.append(contentsOf: [0x5c, 0x72])
            case 0x09: bytes.append(contentsOf: [0x5c, 0x74])
            case 0..<0x20, 0x7f: bytes.append(contentsOf: "\\u00\(Self.hex(byte))".utf8)
            // U+0080 to U+009F, which terminals obey as they do those below U+0020.
            case 0x80..<0xa0 where previous == 0xc2:
                bytes.removeLast()
                bytes.append(contentsOf: "\\u00\(Self.hex(byte))".utf8)
            default: bytes.append(byte)
            }
        }
    }

    private static func hex(_ byte: UInt8) -> String {
        let text = String(byte, radix: 16)
        return text.utf8.count == 1 ? "0\(text)" : text
    }
}
