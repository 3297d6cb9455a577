/// Finds the commands that a shell text names, tolerantly: every branch counts, whether it would be taken or not.
struct ShellScanner {
    /// A simple command: its words as far as they are known, and an unknown word as nothing.
    struct Command: Equatable {
        var words: [String?]
    }

    private(set) var commands: [Command] = []
    /// Files that redirections write.
    private(set) var written: [String] = []
    /// Whether something was not understood: a command whose name is computed.
    private(set) var computed = 0

    private var variables: [String: String]
    private let arguments: [String]
    private let limit: Int
    private var functions: Set<String> = []

    private static let depthLimit = 12

    /// Words that are part of the grammar where a command may begin, and after which one may.
    private static let openers: Set<String> = [
        "if", "then", "else", "elif", "do", "while", "until", "!", "{", "time", "coproc",
    ]
    private static let closers: Set<String> = ["fi", "done", "esac", "}"]

    /// What a shell does itself, of POSIX and of bash.
    static let builtins: Set<String> = [
        ".", ":", "[", "[[", "alias", "bg", "bind", "break", "builtin", "caller", "cd", "command", "compgen",
        "complete",
        "continue", "declare", "dirs", "disown", "echo", "enable", "eval", "exec", "exit", "export", "false", "fc",
        "fg",
        "getopts", "hash", "help", "history", "jobs", "kill", "let", "local", "logout", "mapfile", "popd", "printf",
        "pushd",
        "pwd", "read", "readarray", "readonly", "return", "set", "shift", "shopt", "source", "suspend", "test", "times",
        "trap", "true", "type", "typeset", "ulimit", "umask", "unalias", "unset", "wait",
    ]

    /// - Parameter variables: those of the environment.
    /// - Parameter arguments: `$0` and what follows it.
    init(_ text: String, variables: [String: String] = [:], arguments: [String] = [], limit: Int = 20_000) {
        self.variables = variables
        self.arguments = arguments
        self.limit = limit
        scan(text, depth: 0)
        let own = functions
        commands.removeAll { command in
            guard case .some(.some(let name)) = command.words.first else { return false }
            return own.contains(name)
        }
    }

    private mutating func scan(_ text: String, depth: Int) {
        guard depth < Self.depthLimit, commands.count < limit else { return }
        let lexer = ShellLexer(text, tokenLimit: limit * 4)
        parse(lexer.tokens)
        for word in lexer.redirections {
            if let path = word.expanded(variables, arguments: arguments)?.first, path.hasPrefix("/") {
                written.append(path)
            }
        }
        for inner in lexer.nested { scan(inner, depth: depth + 1) }
    }

    /// Walks over the tokens; what is open of `case` and `for` says what a word means.
    private mutating func parse(_ tokens: [ShellLexer.Token]) {
        enum State { case command, words, caseWord, casePattern, forWord, functionName, skipping }
        var state = State.command
        var openCases = 0
        var words: [ShellWord] = []
        for token in tokens {
            guard commands.count < limit else { return }
            switch token {
            case .operation(let text):
                if state == .casePattern {
                    if text == ")" { state = .command }
                    continue
                }
                if text == "(", words.count == 1, let name = words[0].literal {
                    // `name ()` defines a function.
                    functions.insert(name)
                    words = []
                    state = .command
                    continue
                }
                if state == .caseWord && text == "\n" { continue }
                finish(&words)
                state = [";;", ";&", ";;&"].contains(text) && openCases > 0 ? .casePattern : .command
            case .word(let word):
                let literal = word.isQuoted ? nil : word.literal
                switch state {
                case .casePattern:
                    if literal == "esac" {
                        openCases -= 1
                        state = .command
                    }
                case .caseWord:
                    if literal == "in" {
                        openCases += 1
                        state = .casePattern
                    }
                case .functionName:
                    if let literal { functions.insert(literal) }
                    state = .command
                case .forWord, .skipping: break
                case .command:
                    if let literal, Self.openers.contains(literal) { continue }
                    if literal == "case" {
                        state = .caseWord
                    } else if literal == "for" || literal == "select" {
                        state = .forWord
                    } else if literal == "function" {
                        state = .functionName
                    } else if let literal, Self.closers.contains(literal) {
                        if literal == "esac", openCases > 0 { openCases -= 1 }
                        state = .skipping
                    } else if !assign(word) {
                        words = [word]
                        state = .words
                    }
                case .words: words.append(word)
                }
            }
        }
        finish(&words)
    }

    /// Takes `name=value` before a command; its value counts from here on where it is known.
    private mutating func assign(_ word: ShellWord) -> Bool {
        guard case .text(let bytes)? = word.pieces.first, let equals = bytes.firstIndex(of: 0x3d), equals > 0 else {
            return false
        }
        var name = bytes[..<equals]
        if name.last == 0x2b { name = name.dropLast() }
        guard let first = name.first, !(0x30...0x39).contains(first),
            name.allSatisfy({
                switch $0 {
                case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x5f: true
                default: false
                }
            })
        else { return false }
        let key = String(decoding: name, as: UTF8.self)
        var quoted = word
        quoted.isQuoted = true
        if let whole = quoted.expanded(variables, arguments: arguments)?.first, whole.utf8.count > equals {
            variables[key] = String(decoding: Array(whole.utf8)[(equals + 1)...], as: UTF8.self)
        } else {
            variables[key] = nil
        }
        return true
    }

    private mutating func finish(_ words: inout [ShellWord]) {
        defer { words = [] }
        guard let first = words.first else { return }
        var expanded: [String?] = []
        for word in words {
            if let known = word.expanded(variables, arguments: arguments) {
                expanded += known.map { $0 }
            } else {
                expanded.append(nil)
            }
        }
        guard let name = expanded.first else { return }
        if name == nil {
            computed += 1
            return
        }
        if first.isQuoted == false, let name, ["export", "readonly", "local", "declare", "typeset"].contains(name) {
            for word in words.dropFirst() { _ = assign(word) }
            return
        }
        commands.append(Command(words: expanded))
    }
}
