internal import Bytes

/// Reads a service's configuration as far as its directives: a name and values, whatever blocks they stand in.
///
/// | syntax | form |
/// |---|---|
/// | blocks (nginx) | `name value "quoted value";`, `name value { … }`, `#` begins a comment |
/// | lines (Redis, Apache) | `name value value`, quotes around values, `#` at a line's beginning |
/// | assignments (PostgreSQL) | `name = value`, `name value`, values in single quotes with `''` for one, `#` begins a comment |
enum Directives {
    struct Directive: Equatable {
        let name: String
        let values: [String]
    }

    private static let limit = 20_000

    static func read(_ bytes: [UInt8], _ syntax: Convention.Syntax) -> [Directive] {
        syntax == .blocks ? blocks(bytes) : lines(bytes, isAssignment: syntax == .assignments)
    }

    private static func blocks(_ bytes: [UInt8]) -> [Directive] {
        var found: [Directive] = []
        var words: [String] = []
        var word: [UInt8]?
        var quote: UInt8?
        func finish(_ words: inout [String], _ found: inout [Directive]) {
            if let name = words.first { found.append(Directive(name: name, values: Array(words.dropFirst()))) }
            words = []
        }
        func endWord() {
            if let text = word { words.append(String(decoding: text, as: UTF8.self)) }
            word = nil
        }
        var index = 0
        while index < bytes.count, found.count < limit {
            let byte = bytes[index]
            index += 1
            if let open = quote {
                if byte == 0x5c, index < bytes.count {
                    word = (word ?? []) + [bytes[index]]
                    index += 1
                } else if byte == open {
                    quote = nil
                } else {
                    word?.append(byte)
                }
                continue
            }
            switch byte {
            case 0x22,
                0x27 where word == nil:
                quote = byte
                word = []
            case 0x23 where word == nil: index = bytes[index...].firstIndex(of: 0x0a) ?? bytes.count
            case 0x3b, 0x7b, 0x7d:
                // `${name}` is part of a word.
                if byte != 0x3b, let text = word, text.last == 0x24 || text.contains(0x7b) {
                    word?.append(byte)
                    continue
                }
                endWord()
                finish(&words, &found)
            case 0x20, 0x09, 0x0a, 0x0d: endWord()
            default: if word == nil { word = [byte] } else { word?.append(byte) }
            }
        }
        endWord()
        finish(&words, &found)
        return found
    }

    private static func lines(_ bytes: [UInt8], isAssignment: Bool) -> [Directive] {
        var found: [Directive] = []
        var lines = Lines(bytes.span)
        while let line = lines.next(), found.count < limit {
            let text = line.trimmed
            if text.isEmpty || text[0] == 0x23 || text[0] == 0x3b || text[0] == 0x5b { continue }
            var words = words(text.array, endsAtComment: isAssignment)
            if isAssignment, let first = words.first, let equals = first.firstIndex(of: "="), first != "=" {
                words.replaceSubrange(
                    0..<1, with: [String(first[..<equals]), String(first[first.index(after: equals)...])])
            }
            words.removeAll { isAssignment && ($0 == "=" || $0.isEmpty) }
            guard let name = words.first else { continue }
            found.append(Directive(name: name, values: Array(words.dropFirst())))
        }
        return found
    }

    private static func words(_ line: [UInt8], endsAtComment: Bool) -> [String] {
        var words: [String] = []
        var word: [UInt8]?
        var quote: UInt8?
        var index = 0
        while index < line.count {
            let byte = line[index]
            index += 1
            if let open = quote {
                if byte == open {
                    if open == 0x27, index < line.count, line[index] == 0x27 {
                        word?.append(0x27)
                        index += 1
                    } else {
                        quote = nil
                    }
                } else {
                    word?.append(byte)
                }
                continue
            }
            switch byte {
            case 0x22, 0x27:
                quote = byte
                if word == nil { word = [] }
            case 0x23 where endsAtComment && word == nil: index = line.count
            case 0x20, 0x09, 0x0d:
                if let text = word { words.append(String(decoding: text, as: UTF8.self)) }
                word = nil
            default: if word == nil { word = [byte] } else { word?.append(byte) }
            }
        }
        if let text = word { words.append(String(decoding: text, as: UTF8.self)) }
        return words
    }
}
