/// Programs that run another one, given in their arguments, and what of them is the other's command.
enum CommandPrefix {
    /// What a prefix says: the rest is the command, and perhaps who runs it.
    struct Found: Equatable {
        var rest: [String?]
        /// `user`, `user:group` or a number, whom the command is run as.
        var user: String?
        var group: String?
        /// A shell text in place of a command.
        var shellText: String?
    }

    /// How the arguments before the command look.
    private struct Shape {
        /// Options that take the next word as their value.
        var valued: Set<String> = []
        /// Words before the command that are no options.
        var operands = 0
        /// Whether words of the form `NAME=value` stand before the command.
        var hasAssignments = false
        var userOptions: Set<String> = []
        var groupOptions: Set<String> = []
        /// Whether the first operand is the user.
        var isUserOperand = false
        var textOptions: Set<String> = []
        /// Whether an option may give the command and its arguments in one word.
        var splits = true
    }

    private static let shapes: [String: Shape] = [
        "exec": Shape(valued: ["-a"]), "command": Shape(), "builtin": Shape(), "eval": Shape(), "nohup": Shape(),
        "time": Shape(valued: ["-o", "-f"]), "nice": Shape(valued: ["-n", "--adjustment"]),
        "ionice": Shape(valued: ["-c", "-n", "--class", "--classdata"]), "chrt": Shape(operands: 1),
        "taskset": Shape(operands: 1), "stdbuf": Shape(valued: ["-i", "-o", "-e", "--input", "--output", "--error"]),
        "timeout": Shape(valued: ["-k", "-s", "--kill-after", "--signal"], operands: 1),
        "env": Shape(valued: ["-u", "--unset", "-C", "--chdir"], hasAssignments: true), "setsid": Shape(),
        "tini": Shape(valued: ["-p", "-e"]), "tini-static": Shape(valued: ["-p", "-e"]), "catatonit": Shape(),
        "dumb-init": Shape(valued: ["-r", "--rewrite"]),
        "xargs": Shape(valued: ["-I", "-n", "-P", "-d", "-L", "-s", "-a", "-E"]),
        "flock": Shape(valued: ["-w", "-E"], operands: 1, textOptions: ["-c"]),
        "gosu": Shape(operands: 1, isUserOperand: true), "su-exec": Shape(operands: 1, isUserOperand: true),
        "s6-setuidgid": Shape(operands: 1, isUserOperand: true), "setuidgid": Shape(operands: 1, isUserOperand: true),
        "chpst": Shape(
            valued: ["-u", "-U", "-b", "-e", "-/", "-C", "-n", "-l", "-L", "-m", "-d", "-o", "-p", "-f", "-c"],
            userOptions: ["-u"]),
        "setpriv": Shape(
            valued: [
                "--reuid", "--ruid", "--euid", "--regid", "--rgid", "--egid", "--groups", "--inh-caps",
                "--ambient-caps",
                "--bounding-set", "--securebits", "--pdeathsig", "--selinux-label", "--apparmor-profile",
            ], userOptions: ["--reuid", "--euid", "--ruid"], groupOptions: ["--regid", "--egid", "--rgid"]),
        "runuser": Shape(), "su": Shape(),
        "sudo": Shape(
            valued: ["-u", "--user", "-g", "--group", "-h", "-p", "-C", "-D", "-r", "-t"], hasAssignments: true,
            userOptions: ["-u", "--user"], groupOptions: ["-g", "--group"]),
        "start-stop-daemon": Shape(),
    ]

    /// Whether a program is known to run another one.
    static func isPrefix(_ name: String) -> Bool { shapes[name] != nil || name == "find" }

    /// What a command runs besides itself; nothing where it runs nothing.
    static func found(in words: [String?]) -> Found? {
        guard case .some(.some(let command)) = words.first else { return nil }
        let name = String(command.split(separator: "/").last ?? "")
        let rest = Array(words.dropFirst())
        switch name {
        case "find": return find(rest)
        case "start-stop-daemon": return startStopDaemon(rest)
        case "su", "runuser": return su(rest)
        default:
            guard let shape = shapes[name] else { return nil }
            return found(shape, rest)
        }
    }

    private static func found(_ shape: Shape, _ words: [String?]) -> Found? {
        var found = Found(rest: [])
        var operands = shape.operands
        var index = 0
        var isPastOptions = false
        while index < words.count {
            let word = words[index]
            if let word, !isPastOptions, word.hasPrefix("-"), word.count > 1 {
                index += 1
                if word == "--" {
                    isPastOptions = true
                    continue
                }
                if shape.hasAssignments, shape.splits,
                    let text = splitString(word, next: index < words.count ? words[index] : nil)
                {
                    let isNext = word == "-S" || word == "--split-string"
                    let split = text.split(separator: " ").map { Optional(String($0)) }
                    // The words of a text are no texts to split again.
                    var plain = shape
                    plain.splits = false
                    return self.found(plain, split + words[min(words.count, index + (isNext ? 1 : 0))...])
                }
                let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
                let option = parts[0]
                var value: String? = parts.count == 2 ? parts[1] : nil
                if value == nil, shape.valued.contains(option) || shape.textOptions.contains(option) {
                    value = index < words.count ? words[index] : nil
                    index += 1
                }
                if shape.userOptions.contains(option) { found.user = value }
                if shape.groupOptions.contains(option) { found.group = value }
                if shape.textOptions.contains(option) { found.shellText = value }
                continue
            }
            if shape.hasAssignments, let word, word.utf8.contains(0x3d), word.utf8.first != 0x2f {
                index += 1
                continue
            }
            if operands > 0 {
                if shape.isUserOperand { found.user = word }
                operands -= 1
                isPastOptions = true
                index += 1
                continue
            }
            break
        }
        found.rest = Array(words[min(index, words.count)...])
        return found.rest.isEmpty && found.shellText == nil ? nil : found
    }

    /// The text of `env -S TEXT`, `-STEXT` and `--split-string=TEXT`.
    private static func splitString(_ word: String, next: String?) -> String? {
        if word == "-S" || word == "--split-string" { return next }
        if word.hasPrefix("--split-string=") { return String(word.dropFirst(15)) }
        return word.hasPrefix("-S") || word.hasPrefix("-vS") ? String(word.drop { $0 != "S" }.dropFirst()) : nil
    }

    /// What `find … -exec command ;` runs.
    private static func find(_ words: [String?]) -> Found? {
        guard let place = words.firstIndex(where: { $0.map(["-exec", "-execdir", "-ok", "-okdir"].contains) ?? false })
        else { return nil }
        let rest = words[(place + 1)...].prefix { $0 != ";" && $0 != "+" }
        return rest.isEmpty ? nil : Found(rest: Array(rest))
    }

    /// What `start-stop-daemon --start --exec PATH --chuid USER -- ARGUMENTS` runs.
    private static func startStopDaemon(_ words: [String?]) -> Found? {
        var found = Found(rest: [])
        for (index, word) in words.enumerated() {
            guard let word else { continue }
            let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
            guard let option = parts.first else { continue }
            let value = parts.count == 2 ? parts[1] : index + 1 < words.count ? words[index + 1] : nil
            switch option {
            case "--exec", "-x", "--startas", "-a": found.rest = [value]
            case "--chuid", "-c": found.user = value
            default: break
            }
        }
        return found.rest.isEmpty ? nil : found
    }

    /// `su [OPTION…] [-] [USER] [-c TEXT] [ARGUMENT…]`, and `runuser -u USER -- COMMAND`.
    private static func su(_ words: [String?]) -> Found? {
        var found = Found(rest: [])
        var index = 0
        while index < words.count {
            let word = words[index]
            index += 1
            switch word {
            case "-c", "--command":
                found.shellText = index < words.count ? words[index] : nil
                index += 1
            case "-u", "--user":
                found.user = index < words.count ? words[index] : nil
                index += 1
            case "-g", "--group":
                found.group = index < words.count ? words[index] : nil
                index += 1
            case "-s", "--shell", "-G", "--supp-group": index += 1
            case "--":
                found.rest = Array(words[index...])
                index = words.count
            case .some(let text) where text.hasPrefix("-"): break
            default:
                if found.user == nil {
                    found.user = word
                } else {
                    found.rest = Array(words[(index - 1)...])
                    index = words.count
                }
            }
        }
        return found.user == nil && found.shellText == nil && found.rest.isEmpty ? nil : found
    }
}
