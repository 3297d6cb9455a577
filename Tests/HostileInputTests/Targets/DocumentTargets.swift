import Bytes
import Inventory
import JSON
import XML
import YAML

@testable import Catalogers

extension ParserTarget {
    /// Formats that several modules read.
    static let documents: [ParserTarget] = [
        ParserTarget("json", documents: documentTexts) { bytes in
            let value = try attempt { try JSONValue(bytes) }
            var skipping = JSONReader(bytes)
            let isSkipped = try attempt {
                try skipping.skip()
                try skipping.finish()
                return true
            }
            try require((isSkipped == true) == (value != nil), "what is read and what can be skipped differ")
            guard let value else { return }
            for indent in [0, 2] {
                var writer = JSONWriter(indent: indent)
                writer.value(value)
                let written = writer.finish()
                guard let again = try attempt({ try JSONValue(written.span) }) else {
                    throw BrokenPromise(text: "what was written is refused")
                }
                try require(again == value, "what was written is another value")
            }
        },
        ParserTarget("json-reader", documents: documentTexts) { bytes in
            var reader = JSONReader(bytes)
            try reader.walk(depth: 0)
            try reader.finish()
        },
        ParserTarget(
            "toml",
            documents: [
                "a = 1\n[b.c]\nd = [1, 2.5e3, 0x1F, inf, true]\n[[e]]\nf = 'g'\n\"h i\".j = \"\"\"\nk\\u00e9\\\n  l\"\"\"\n",
                "t = 1979-05-27T07:32:00.5-07:00\ni = { a = 1, b.c = '''x''' }\nd = 1979-05-27\n",
            ]
        ) { bytes in
            _ = try TOMLValue(bytes)
        },
        ParserTarget(
            "xml",
            documents: [
                "<?xml version='1.0'?><!DOCTYPE a><a xmlns:p='urn:p' p:b='&amp;&#65;'><c>\u{e9}<![CDATA[x]]></c><p:e/></a>",
                "<a><b><c d='1' e='2'/></b>text</a>", "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>",
            ]
        ) { bytes in
            let root = try XMLElement(bytes)
            try require(root.first("") == nil && !root.name.isEmpty, "an element without a name")
        },
        ParserTarget(
            "yaml",
            documents: [
                "a: &x [b, 'c', \"d\\u00e9\"]\ne: *x\nf: |\n  g\n  h\ni: >-\n  j\n--- k\n...\n",
                "%YAML 1.1\n%TAG ! tag:x,2000:\n---\n? {a: b}\n: !c d\n", "- - a\n  - b: c\n    d:\n- []\n",
            ]
        ) { bytes in
            let first = try attempt { try YAMLNode(bytes) }
            let all = try YAMLNode.documents(in: bytes)
            try require(first == (all.first ?? .null), "the first document is another one among all")
        },
        ParserTarget("hex", texts: ["00ff", "0", "zz"]) { text in
            guard let bytes = Hex.decode(text.utf8) else { return }
            try require(Hex.encode(bytes) == text.lowercased(), "not the same text again")
        },
        ParserTarget("base64", texts: ["YTpi", "YQ==", "YWI=", "!"]) { text in
            guard let bytes = Base64.decode(text.utf8) else { return }
            let again = Base64.decode(Base64.encode(bytes).utf8)
            try require(again == bytes, "not the same bytes again")
        },
    ]

    private static let documentTexts = [
        #"{"a":[1,-2.5e+3,true,false,null,"\u00e9\n\ud83d\ude00é"],"b":{"c":{}},"":[]}"#, " [ ] ", #""text""#, "-0.0",
        "1E400",
        "[[[[[[[[[[{\"a\":[]}]]]]]]]]]]",
    ]
}

extension JSONReader {
    /// Reads a value by the calls for its kind.
    @_lifetime(self: copy self)
    fileprivate mutating func walk(depth: Int) throws(JSONError) {
        // The reader bounds the depth of what it skips and reads whole; who walks by hand bounds its own.
        guard depth < JSONReader.depthLimit else { return try skip() }
        switch try peek() {
        case .object:
            try beginObject()
            while let name = try nextName() {
                if name.isEmpty { try skip() } else { try walk(depth: depth + 1) }
            }
        case .array:
            try beginArray()
            while try nextElement() { try walk(depth: depth + 1) }
        case .string: _ = try string()
        case .number: _ = try number()
        case .bool: _ = try bool()
        case .null: try null()
        }
    }
}
