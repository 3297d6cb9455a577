internal import Platform
internal import YAML

/// The user's configuration file, YAML or JSON: options by their long names, for all commands or below a command's name.
///
///     severity: [high, critical]
///     scan:
///       format: json
///     db:
///       update:
///         from: https://mirror.example
struct SettingsFile {
    private static let limit = 1 << 20

    let path: String
    private let document: LocatedNode

    /// The file that `HULLMARK_CONFIG` names, or else `config.yaml`, `.yml` or `.json` among the user's settings; nil if there is none.
    static func path() throws -> String? {
        if let named = environment("HULLMARK_CONFIG") { return named }
        return try ["yaml", "yml", "json"].map { "\(Directory.userSettings)/config.\($0)" }.first(where: exists)
    }

    /// Reads a file; nil if it is empty.
    ///
    /// A key that is neither an option of the tree nor a command is an error.
    init?(_ path: String, of tree: CommandTree) throws {
        self.path = path
        let bytes: [UInt8]
        do throws(SystemError) {
            let file = try FileHandle(reading: path)
            let size = try file.status().size
            bytes = try file.read(0..<min(size, Self.limit + 1))
        } catch {
            throw ExitStatus.failed("the configuration file cannot be read: \(error)")
        }
        guard bytes.count <= Self.limit else {
            throw ExitStatus.failed("\(path) has more than \(Self.limit >> 20) MiB")
        }
        do throws(YAMLError) { document = try LocatedNode(bytes.span) } catch {
            throw ExitStatus.failed("\(path): \(error)")
        }
        if case .scalar("", true) = document.content { return nil }
        try check(document, tree, path: [])
    }

    /// The value of an option of a command, as texts; nil if the file has none.
    ///
    /// The most specific place counts.
    func values(of option: String, in command: [String]) throws -> [String]? {
        for count in stride(from: command.count, through: 0, by: -1) {
            var node: LocatedNode? = document
            for name in command.prefix(count) { node = node?.value(of: name) }
            // `db` and `profile` are options and commands; what is below them belongs to the command.
            if let value = node?.value(of: option), !value.isMapping,
                !(count == 0 && Self.isCommandsOwn(option, command))
            {
                return try texts(value, of: option)
            }
        }
        return nil
    }

    /// Options whose meaning differs from command to command count below a command's name only.
    private static func isCommandsOwn(_ option: String, _ command: [String]) -> Bool {
        option == "from" && command.first == "db"
    }

    /// A file that is not there is no error; one that cannot be looked at is.
    private static func exists(_ path: String) throws -> Bool {
        do throws(SystemError) { _ = try FileStatus(of: path) } catch {
            if error.isNotFound { return false }
            throw ExitStatus.failed("the configuration file cannot be read: \(error)")
        }
        return true
    }

    private func check(_ node: LocatedNode, _ tree: CommandTree, path names: [String]) throws {
        guard case .mapping(let members) = node.content else {
            let place = names.isEmpty ? "the document" : names.joined(separator: ".")
            throw ExitStatus.failed("\(path), line \(node.line): \(place) is not a list of options and their values")
        }
        var seen: Set<String> = []
        for member in members {
            guard seen.insert(member.key).inserted else {
                throw ExitStatus.failed("\(path), line \(member.line): \(member.key) is there twice")
            }
            let options = tree.optionNames
            if let command = tree.commands.first(where: { $0.name == member.key }),
                member.value.isMapping || !options.contains(member.key)
            {
                try check(member.value, command, path: names + [member.key])
            } else if options.contains(member.key) {
                _ = try texts(member.value, of: member.key)
            } else {
                let known = options.union(tree.commands.map(\.name))
                let near = Spelling.closest(to: member.key, among: known.sorted()).map { "; did you mean \($0)?" } ?? ""
                throw ExitStatus.failed("\(path), line \(member.line): unknown option \"\(member.key)\"\(near)")
            }
        }
    }

    private func texts(_ node: LocatedNode, of option: String) throws -> [String] {
        switch node.content {
        case .scalar(let text, _): return [text]
        case .sequence(let items):
            return try items.map { item in
                guard case .scalar(let text, _) = item.content else {
                    throw ExitStatus.failed("\(path), line \(item.line): a value of \(option) is not a text")
                }
                return text
            }
        case .mapping:
            throw ExitStatus.failed("\(path), line \(node.line): the value of \(option) is neither a text nor a list")
        }
    }
}

extension LocatedNode {
    fileprivate var isMapping: Bool { if case .mapping = content { true } else { false } }

    fileprivate func value(of key: String) -> LocatedNode? {
        guard case .mapping(let members) = content else { return nil }
        return members.last { $0.key == key }?.value
    }
}
