/// Takes a shell text apart into words and operators (POSIX.1-2017, "Shell Command Language", §2.3), tolerantly: what it does not
/// understand it passes over.
///
/// | part | becomes |
/// |---|---|
/// | plain and quoted text | a piece of a word |
/// | `$name`, `${name…}`, `$1`, `$@` | the variable's value where it is known, else the word is no literal |
/// | `$(…)`, `` `…` ``, `<(…)` | a text of its own, in `nested`; the word is no literal |
/// | `#` at a word's beginning | nothing, to the line's end |
/// | here-document | nothing |
/// | redirection and its target | nothing; the target is in `redirections` |
struct ShellLexer {
    enum Token: Equatable {
        case word(ShellWord)
        case operation(String)
    }

    private(set) var tokens: [Token] = []
    /// Texts that are shell texts themselves.
    private(set) var nested: [String] = []
    /// Files that are written by redirections.
    private(set) var redirections: [ShellWord] = []

    private let bytes: [UInt8]
    private var offset = 0
    private var word: ShellWord?
    private var hereDocuments: [(end: [UInt8], isIndented: Bool)] = []
    private let tokenLimit: Int

    private static let operators = [
        ";;&", ";;", ";&", "&&", "||", "|&", "<<-", "<<<", "<<", ">>", "<&", ">&", "<>", ">|", "&>",
    ]

    init(_ text: String, tokenLimit: Int) {
        bytes = Array(text.utf8)
        self.tokenLimit = tokenLimit
        while offset < bytes.count, tokens.count < tokenLimit { step() }
        endWord()
    }

    private mutating func step() {
        let byte = bytes[offset]
        switch byte {
        case 0x20, 0x09, 0x0d:
            endWord()
            offset += 1
        case 0x0a:
            endWord()
            tokens.append(.operation("\n"))
            offset += 1
            skipHereDocuments()
        case 0x23 where word == nil:
            offset = bytes[offset...].firstIndex(of: 0x0a) ?? bytes.count
        case 0x5c:
            offset += 1
            guard offset < bytes.count else { return }
            if bytes[offset] != 0x0a { append(bytes[offset], isQuoted: true) }
            offset += 1
        case 0x27: single()
        case 0x22: double()
        case 0x24: dollar(isQuoted: false)
        case 0x60: backquoted()
        case 0x3b, 0x26, 0x7c, 0x28, 0x29, 0x3c, 0x3e: operation()
        default:
            append(byte)
            offset += 1
        }
    }

    private mutating func append(_ byte: UInt8, isQuoted: Bool = false) {
        if word == nil { word = ShellWord() }
        word?.append(byte, isQuoted: isQuoted)
    }

    private mutating func endWord() {
        guard let word else { return }
        tokens.append(.word(word))
        self.word = nil
    }

    private mutating func single() {
        if word == nil { word = ShellWord() }
        word?.isQuoted = true
        offset += 1
        while offset < bytes.count, bytes[offset] != 0x27 {
            append(bytes[offset], isQuoted: true)
            offset += 1
        }
        offset += 1
    }

    private mutating func double() {
        if word == nil { word = ShellWord() }
        word?.isQuoted = true
        offset += 1
        while offset < bytes.count, bytes[offset] != 0x22 {
            switch bytes[offset] {
            case 0x5c:
                offset += 1
                guard offset < bytes.count else { return }
                if bytes[offset] != 0x0a { append(bytes[offset], isQuoted: true) }
                offset += 1
            case 0x24: dollar(isQuoted: true)
            case 0x60: backquoted()
            default:
                append(bytes[offset], isQuoted: true)
                offset += 1
            }
        }
        offset += 1
    }

    /// `$name`, `${…}`, `$(…)`, `$((…))`, `$'…'`.
    private mutating func dollar(isQuoted: Bool) {
        offset += 1
        guard offset < bytes.count else { return append(0x24) }
        if word == nil { word = ShellWord() }
        switch bytes[offset] {
        case 0x28:
            let inner = balanced(0x28, 0x29)
            // An arithmetic expression runs nothing but what it substitutes, which is rare.
            if inner.first != 0x28 { nested.append(String(decoding: inner, as: UTF8.self)) }
            word?.append(.unknown)
        case 0x7b:
            let inner = balanced(0x7b, 0x7d)
            let name = inner.prefix(while: Self.isName)
            let parameter = name.isEmpty ? inner.prefix(1) : name
            var rest = inner[parameter.endIndex...]
            if rest.first == 0x3a { rest = rest.dropFirst() }
            var fallback: String?
            if let kind = rest.first, [0x2d, 0x3d, 0x2b].contains(kind) {
                fallback = String(decoding: rest.dropFirst(), as: UTF8.self)
                // What stands in for a missing value may run something.
                if fallback?.utf8.contains(0x28) == true || fallback?.utf8.contains(0x60) == true {
                    nested += ShellLexer(fallback ?? "", tokenLimit: 64).nested
                    fallback = nil
                }
                if kind == 0x2b { fallback = nil }
            } else if !rest.isEmpty && parameter.first != 0x40 {
                word?.append(.unknown)
                return
            }
            word?.append(.variable(String(decoding: parameter, as: UTF8.self), fallback: fallback))
        case let byte where Self.isName(byte) && !(0x30...0x39).contains(byte):
            let name = bytes[offset...].prefix(while: Self.isName)
            offset = name.endIndex
            word?.append(.variable(String(decoding: name, as: UTF8.self), fallback: nil))
        case 0x30...0x39, 0x40, 0x2a, 0x23, 0x3f, 0x21, 0x24, 0x2d:
            word?.append(.variable(String(decoding: [bytes[offset]], as: UTF8.self), fallback: nil))
            offset += 1
        case 0x27 where !isQuoted: single()
        default: append(0x24)
        }
    }

    private mutating func backquoted() {
        offset += 1
        var inner: [UInt8] = []
        while offset < bytes.count, bytes[offset] != 0x60 {
            if bytes[offset] == 0x5c, offset + 1 < bytes.count { offset += 1 }
            inner.append(bytes[offset])
            offset += 1
        }
        offset += 1
        nested.append(String(decoding: inner, as: UTF8.self))
        if word == nil { word = ShellWord() }
        word?.append(.unknown)
    }

    /// What stands between an opener, at which the offset is, and its closer; quotes are honoured.
    private mutating func balanced(_ opener: UInt8, _ closer: UInt8) -> ArraySlice<UInt8> {
        offset += 1
        let start = offset
        var depth = 1
        var quote: UInt8?
        while offset < bytes.count {
            let byte = bytes[offset]
            if byte == 0x5c, quote != 0x27 {
                offset += 2
                continue
            }
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == 0x27 || byte == 0x22 {
                quote = byte
            } else if byte == opener {
                depth += 1
            } else if byte == closer {
                depth -= 1
                if depth == 0 { break }
            }
            offset += 1
        }
        let end = min(offset, bytes.count)
        offset = min(end + 1, bytes.count)
        return bytes[min(start, end)..<end]
    }

    private mutating func operation() {
        let rest = bytes[offset...].prefix(3)
        // A number before a redirection is its descriptor.
        let text =
            Self.operators.first { rest.starts(with: $0.utf8) } ?? String(decoding: rest.prefix(1), as: UTF8.self)
        if text.first == "<" || text.first == ">" || text == "&>" {
            if let word, word.literal?.utf8.allSatisfy({ (0x30...0x39).contains($0) }) == true { self.word = nil }
            endWord()
            offset += text.utf8.count
            if (text == "<" || text == ">"), offset < bytes.count, bytes[offset] == 0x28 {
                nested.append(String(decoding: balanced(0x28, 0x29), as: UTF8.self))
                word = ShellWord()
                word?.append(.unknown)
                return
            }
            redirect(text)
            return
        }
        endWord()
        offset += text.utf8.count
        tokens.append(.operation(text))
    }

    /// Takes a redirection's target, which is no word of the command.
    private mutating func redirect(_ text: String) {
        while offset < bytes.count, bytes[offset] == 0x20 || bytes[offset] == 0x09 { offset += 1 }
        let start = tokens.count
        while offset < bytes.count, tokens.count == start {
            let byte = bytes[offset]
            if word != nil || byte == 0x0a || byte == 0x3b,
                [0x20, 0x09, 0x0a, 0x0d, 0x3b, 0x26, 0x7c, 0x28, 0x29, 0x3c, 0x3e].contains(byte)
            {
                break
            }
            if word == nil, [0x26, 0x7c, 0x28, 0x29, 0x3c, 0x3e].contains(byte) { break }
            step()
        }
        guard let target = word else { return }
        word = nil
        switch text {
        case "<<", "<<-":
            hereDocuments.append((Array((target.literal ?? "").utf8), text == "<<-"))
        case ">", ">>", ">|", "&>", "<>": redirections.append(target)
        default: break
        }
    }

    private mutating func skipHereDocuments() {
        for document in hereDocuments {
            while offset < bytes.count {
                let end = bytes[offset...].firstIndex(of: 0x0a) ?? bytes.count
                var line = bytes[offset..<end]
                offset = min(end + 1, bytes.count)
                if document.isIndented { line = line.drop { $0 == 0x09 } }
                if line.elementsEqual(document.end) { break }
            }
        }
        hereDocuments = []
    }

    private static func isName(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x5f: true
        default: false
        }
    }
}
