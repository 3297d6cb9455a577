import Bytes
import TestSupport
import Testing

@Suite("Text of bytes")
struct TextTests {
    @Test(
        "lines come without their ends",
        arguments: [
            ("", []), ("a", ["a"]), ("a\n", ["a"]), ("a\r\nb\n\nc", ["a", "b", "", "c"]), ("\n", [""]),
            ("\r\n\n", ["", ""]),
            ("a\rb\r", ["a\rb"]), ("\r\r\n", ["\r"]),
        ] as [(String, [String])])
    func lines(text: String, expected: [String]) {
        let bytes = Array(text.utf8)
        var lines = Lines(bytes.span)
        var found: [String] = []
        while let line = lines.next() { found.append(line.text) }
        #expect(found == expected)
        #expect(lines.offset >= bytes.count)
    }

    @Test("bytes are found from an offset on")
    func search() {
        let bytes = Array("abcabc".utf8)
        let span = bytes.span
        #expect(span.index(of: 0x62) == 1)
        #expect(span.index(of: 0x62, from: 2) == 4)
        #expect(span.index(of: 0x62, from: 5) == nil)
        #expect(span.index(of: 0x62, from: 6) == nil)
        #expect(span.index(of: 0x62, from: -1) == nil)
        #expect(span.index(of: Array("ca".utf8)) == 2)
        #expect(span.index(of: Array("ab".utf8), from: 1) == 3)
        #expect(span.index(of: Array("abcabcd".utf8)) == nil)
        #expect(span.index(of: Array("a".utf8), from: 7) == nil)
        #expect([UInt8]().span.index(of: 0) == nil)
        #expect([UInt8]().span.index(of: [1]) == nil)
    }

    @Test("beginnings are compared at any offset")
    func prefixes() {
        let bytes = Array("abc".utf8)
        #expect(bytes.span.hasPrefix("ab") == true)
        #expect(bytes.span.hasPrefix("bc", at: 1) == true)
        #expect(bytes.span.hasPrefix("", at: 3) == true)
        for offset in [-1, 2, 3, 4, .max] { #expect(bytes.span.hasPrefix("bc", at: offset) == false) }
        #expect([UInt8]().span.hasPrefix("a") == false)
        #expect([UInt8]().span.hasPrefix("") == true)
    }

    @Test(
        "white space goes from both sides",
        arguments: [
            ("", ""), (" \t\r\n", ""), (" a b ", "a b"), ("a", "a"), ("\u{b}a\u{c}", "a"), ("\u{a0}a", "\u{a0}a"),
        ])
    func trimming(text: String, expected: String) {
        let bytes = Array(text.utf8)
        #expect(bytes.span.trimmed.text == expected)
    }

    @Test("spans are equal by their bytes; broken UTF-8 is repaired")
    func equality() {
        let (one, two, other): ([UInt8], [UInt8], [UInt8]) = ([1, 2], [1, 2], [1, 3])
        #expect(one.span.equals(two.span) == true)
        #expect(one.span.equals(other.span) == false)
        #expect(one.span.equals([UInt8]().span) == false)
        #expect([UInt8]().span.equals([UInt8]().span) == true)
        let broken: [UInt8] = [0x61, 0xff]
        #expect(broken.span.text == "a\u{fffd}")
        #expect(broken.span.array == broken)
    }

    @Test("hexadecimal text comes and goes")
    func hex() {
        let all = (0...255).map { UInt8($0) }
        #expect(Hex.decode(Hex.encode(all).utf8) == all)
        #expect(Hex.encode([0, 0x0f, 0xa0, 0xff]) == "000fa0ff")
        #expect(Hex.decode("AbCd".utf8) == [0xab, 0xcd])
        #expect(Hex.decode("".utf8) == [])
        for text in ["a", "abc", "0g", "zz", " 0", "0x"] { #expect(Hex.decode(text.utf8) == nil, "\(text)") }
        #expect((0...255).filter { Hex.value(of: UInt8($0)) != nil }.count == 22)
    }

    /// RFC 4648, section 10.
    @Test(
        "base64 has the specification's values",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ])
    func base64(text: String, encoded: String) {
        #expect(Base64.encode(Array(text.utf8)) == encoded)
        #expect(Base64.decode(encoded.utf8) == Array(text.utf8))
        #expect(Base64.decode(encoded.utf8.filter { $0 != 0x3d }) == Array(text.utf8))
    }

    @Test("base64 of any bytes comes back, in either alphabet and over several lines")
    func base64Round() {
        var random = SeededGenerator(seed: 2)
        for count in 0..<100 {
            let bytes = random.bytes(count)
            let text = Base64.encode(bytes)
            #expect(Base64.decode(text.utf8) == bytes)
            let other = text.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 }
            #expect(Base64.decode(String(other).utf8) == bytes)
            #expect(Base64.decode(text.utf8.flatMap { [$0, 0x0d, 0x0a] }) == bytes)
        }
    }

    @Test("what is no base64 is refused", arguments: ["A", "AAAAA", "AA=A", "AA==AA==", "A*==", "é"])
    func base64Broken(_ text: String) { #expect(Base64.decode(text.utf8) == nil) }
}
