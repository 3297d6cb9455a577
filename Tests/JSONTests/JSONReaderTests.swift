import JSON
import TestSupport
import Testing

@Suite("Reading JSON")
struct JSONReaderTests {
    private static func value(_ text: String) throws(JSONError) -> JSONValue { try JSONValue(text.utf8.span) }

    private static func code(_ bytes: [UInt8]) -> JSONError.Code? {
        do throws(JSONError) {
            _ = try JSONValue(bytes.span)
            return nil
        } catch {
            return error.code
        }
    }

    @Test(
        "values are what they say",
        arguments: [
            ("null", JSONValue.null), (" true ", .bool(true)), ("false", .bool(false)), ("\t[ ]\r\n", .array([])),
            ("{ }", .object([])), ("\"\"", .string("")), ("0", .number("0")), ("-0", .number("-0")),
            ("-1.5e+30", .number("-1.5e+30")),
            ("1E9", .number("1E9")),
            ("[1,[2,[]],{}]", .array([.number("1"), .array([.number("2"), .array([])]), .object([])])),
            (
                #"{"a":1,"b":{"c":[null]},"":""}"#,
                .object([
                    .init("a", .number("1")), .init("b", .object([.init("c", .array([.null]))])),
                    .init("", .string("")),
                ])
            ),
            ("\u{feff}[]", .array([])),
        ])
    func values(text: String, expected: JSONValue) throws { #expect(try Self.value(text) == expected) }

    @Test(
        "escapes stand for what the specification says",
        arguments: [
            (#"\" \\ \/ \b \f \n \r \t"#, "\" \\ / \u{8} \u{c} \n \r \t"), (#"\u0041\u00e9\u20AC"#, "Aé€"),
            (#"\ud83d\ude00"#, "😀"), (#"\uDBFF\uDFFF"#, "\u{10ffff}"), (#"\u0000"#, "\u{0}"),
            // Surrogates without their other half.
            (#"\ud83d"#, "\u{fffd}"), (#"\ude00"#, "\u{fffd}"), (#"\ud83d\ud83d\ude00"#, "\u{fffd}😀"),
            (#"\ud83dx"#, "\u{fffd}x"),
            (#"\ud83d\n"#, "\u{fffd}\n"), (#"\ude00\ud83d"#, "\u{fffd}\u{fffd}"), ("é☃😀", "é☃😀"),
            (#"\\u0041"#, #"\u0041"#),
            (#"\\\""#, #"\""#), (#"a\\"#, #"a\"#),
        ])
    func escapes(raw: String, expected: String) throws {
        #expect(try Self.value("\"\(raw)\"") == .string(expected))
        #expect(try Self.value("{\"\(raw)\":0}") == .object([.init(expected, .number("0"))]))
    }

    @Test("bytes that are no UTF-8 are repaired")
    func encoding() throws {
        let bytes: [UInt8] = [0x22, 0x61, 0xff, 0x22]
        #expect(try JSONValue(bytes.span) == .string("a\u{fffd}"))
    }

    @Test(
        "what is no JSON is malformed",
        arguments: [
            "nul!", "tru3", "[1,]", "[,1]", "[1 2]", "[1;2]", "{\"a\"}", "{\"a\" 1}", "{\"a\":1,}", "{,}", "{a:1}",
            "{1:1}",
            "{\"a\":1 \"b\":2}", "]", "}", "[}", "{]", "'a'", "NaN", "Infinity", "+1", ".5", "[1}", "{\"a\":1]",
            "\u{0}", "?",
        ])
    func malformed(_ text: String) { #expect(Self.code(Array(text.utf8)) == .malformed) }

    @Test(
        "numbers keep to the grammar",
        arguments: [
            "01", "-", "-01", "1.", "1.e1", "1e", "1e+", "1ee1", "1+1", "1-1", "--1", "1.2.3", "0e", "-.5", "00",
            "1e1.5", "1e+-1",
        ])
    func numbers(_ text: String) {
        for form in [text, "[\(text)]", "{\"a\":\(text)}", "[\(text),1]"] {
            #expect(Self.code(Array(form.utf8)) == .malformed, "\(form)")
        }
    }

    @Test(
        "bytes behind the value are an error",
        arguments: ["1 2", "[] []", "null,", "{}x", "\"a\"\"b\"", "truefalse", "[]\u{0}"])
    func trailing(_ text: String) { #expect(Self.code(Array(text.utf8)) == .trailingBytes) }

    @Test("numbers of any size are kept, and converted only where they fit")
    func hugeNumbers() throws {
        let huge = String(repeating: "9", count: 5000)
        #expect(try Self.value(huge) == .number(huge))
        #expect(try Self.value(huge).integer == nil)
        #expect(try Self.value("9223372036854775807").integer == .max)
        #expect(try Self.value("9223372036854775808").integer == nil)
        #expect(try Self.value("-9223372036854775808").integer == .min)
        #expect(try Self.value("1e400").double == .infinity)
        #expect(try Self.value("1.5").integer == nil)
        #expect(try Self.value("1.5").double == 1.5)
    }

    @Test("depth has a limit, which reading, passing over and hidden depth keep")
    func depth() throws {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            func nested(_ depth: Int) -> String {
                String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
            }
            let limit = JSONReader.depthLimit
            #expect(throws: Never.self) { try Self.value(nested(limit)) }
            #expect(Self.code(Array(nested(limit + 1).utf8)) == .tooDeep)
            #expect(Self.code(Array(String(repeating: open, count: 200_000).utf8)) == .tooDeep)
            #expect(Self.skip(nested(limit)) == nil)
            #expect(Self.skip(nested(limit + 1)) == .tooDeep)
            #expect(Self.skip("[\(nested(limit))]") == .tooDeep)
            // Values side by side do not add up.
            #expect(throws: Never.self) {
                try Self.value("[" + (0..<300).map { _ in nested(5) }.joined(separator: ",") + "]")
            }
        }
    }

    /// What passing over a text's value and reading its end fails with.
    private static func skip(_ text: String) -> JSONError.Code? {
        let bytes = Array(text.utf8)
        var reader = JSONReader(bytes.span)
        do throws(JSONError) {
            try reader.skip()
            try reader.finish()
            return nil
        } catch {
            return error.code
        }
    }

    @Test(
        "trees take no more memory than a text of their length may",
        arguments: ["0", "[]", "[0]", "{}", #"{"":0}"#, "\"\""])
    func memory(_ part: String) {
        let many = "[" + String(repeating: part + ",", count: 2_500_000) + "0]"
        #expect(Self.code(Array(many.utf8)) == .tooLarge)
    }

    @Test("trees of small texts may have as many parts as fit, of large ones as many as real ones have")
    func parts() throws {
        let small = "[" + String(repeating: "0,", count: 1_000_000) + "0]"
        #expect(Self.code(Array(small.utf8)) == nil)
        // A file of a CycloneDX bill.
        let file =
            #"{"type":"file","name":"usr/lib/libexample.so.1.2.3","hashes":[{"alg":"MD5","content":"00112233445566778899aabbccddeeff"}]},"#
        let large = "[" + String(repeating: file, count: 200_000) + "0]"
        #expect(Self.code(Array(large.utf8)) == nil)
    }

    @Test(
        "every kind of value can be passed over",
        arguments: [
            "null", "true", "false", "0", "-1.5e3", "\"\"", #""a\"b\\""#, "[]", "{}", "[[],{},[{}]]",
            #"{"a":{"b":[1,"]",{"c":"}"}]},"d":2}"#,
            " [ 1 , 2 ] ", "[null,true,false]",
        ])
    func skipping(_ text: String) throws {
        #expect(Self.skip(text) == nil)
        let bytes = Array("[\(text),\(text),\"end\"]".utf8)
        var reader = JSONReader(bytes.span)
        try reader.beginArray()
        for _ in 0..<2 {
            #expect(try reader.nextElement() == true)
            try reader.skip()
        }
        #expect(try reader.nextElement() == true)
        #expect(try reader.string() == "end")
        #expect(try reader.nextElement() == false)
        try reader.finish()
    }

    @Test(
        "passing over finds the same faults as reading",
        arguments: ["[1,]", "[1 2]", "{\"a\"}", "{\"a\":}", "{1:2}", "[01]", "[}", "nul!"])
    func skippingFaults(_ text: String) { #expect(Self.skip(text) == .malformed) }

    private static let document = #" {"a":[1,-2.5e3,true,false,null,"x\"\u00e9\\"],"b":{"c":{}},"d":"\ud83d\ude00"} "#

    @Test("every beginning of a text is an error and every end of one too")
    func truncations() {
        let bytes = Array(Self.document.utf8)
        #expect(Self.code(bytes) == nil)
        for length in 0..<(bytes.count - 1) {
            #expect(Self.code(Array(bytes[..<length])) != nil, "\(length)")
            #expect(Self.skip(String(decoding: bytes[..<length], as: UTF8.self)) != nil)
        }
        for start in 2..<bytes.count { #expect(Self.code(Array(bytes[start...])) != nil, "\(start)") }
    }

    @Test("broken texts never trap")
    func flips() {
        var random = SeededGenerator(seed: 12)
        for _ in 0..<2000 {
            let broken = random.broken(Array(Self.document.utf8))
            let isRead = Self.code(broken) == nil
            var reader = JSONReader(broken.span)
            do throws(JSONError) {
                try reader.skip()
                try reader.finish()
            } catch {
                #expect(!isRead, "\(broken)")
            }
        }
        for _ in 0..<200 { _ = Self.code(random.bytes(random.below(50))) }
    }

    @Test("of members with one name the last counts, and all are kept")
    func duplicates() throws {
        let value = try Self.value(#"{"a":1,"b":2,"a":3}"#)
        #expect(value["a"]?.integer == 3)
        #expect(value.members?.map(\.name) == ["a", "b", "a"])
    }

    @Test("values are asked for by name, place and kind")
    func access() throws {
        let value = try Self.value(#"{"list":["x",true,2],"text":"t"}"#)
        #expect(value["list"]?[0]?.string == "x")
        #expect(value["list"]?[1]?.bool == true)
        #expect(value["list"]?[2]?.integer == 2)
        #expect(value["list"]?[3] == nil)
        #expect(value["list"]?[-1] == nil)
        #expect(value["list"]?.array?.count == 3)
        #expect(value["text"]?["x"] == nil)
        #expect(value["text"]?[0] == nil)
        #expect(value["absent"] == nil)
        #expect(value["text"]?.integer == nil)
        #expect(value["list"]?[1]?.string == nil)
        #expect(value["list"]?.members == nil)
        #expect(value["text"]?.bool == nil)
        #expect(value["text"]?.double == nil)
        #expect(value["text"]?.array == nil)
    }

    @Test("strings are taken where there are some, and other values passed over")
    func strings() throws {
        let bytes = Array(#"{"a":["x",1,{"y":[]},"z",null],"b":{"no":"array"},"c":"s","d":[1]}"#.utf8)
        var reader = JSONReader(bytes.span)
        try reader.beginObject()
        #expect(try reader.nextName() == "a")
        #expect(try reader.strings() == ["x", "z"])
        #expect(try reader.nextName() == "b")
        #expect(try reader.strings() == [])
        #expect(try reader.nextName() == "c")
        #expect(try reader.stringIfPresent() == "s")
        #expect(try reader.nextName() == "d")
        #expect(try reader.stringIfPresent() == nil)
        #expect(try reader.nextName() == nil)
        try reader.finish()
    }

    @Test("errors say what and where")
    func errors() {
        #expect(throws: JSONError(.malformed, at: 3)) { try Self.value("[1,]") }
        #expect("\(JSONError(.tooDeep, at: 9))" == "the JSON nests too deep at byte 9")
        #expect("\(JSONError(.truncated, at: 1))" == "the JSON ends early, at byte 1")
        #expect("\(JSONError(.trailingBytes, at: 2))" == "bytes follow the JSON, at byte 2")
    }
}
