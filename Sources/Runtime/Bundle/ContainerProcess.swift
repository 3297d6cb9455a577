internal import JSON

/// A program to be run in a container: its first one, or a command that is run later.
package struct ContainerProcess: Sendable {
    package var arguments: [String]
    /// `NAME=value` texts.
    package var environment: [String]
    package var workingDirectory: String
    package var user: ImageUser
    package var hasTerminal: Bool
    /// Whether it is run beside the container's first program.
    package var isLater = false

    package init(
        arguments: [String], environment: [String], workingDirectory: String, user: ImageUser, hasTerminal: Bool
    ) {
        self.arguments = arguments
        self.environment = environment
        self.workingDirectory = workingDirectory
        self.user = user
        self.hasTerminal = hasTerminal
    }

    /// The environment of an image, with what must be in every one and what the user says last.
    package static func environment(image: [String], user: ImageUser, terminal: Bool, more: [String]) -> [String] {
        var values: [String: String] = [:]
        var order: [String] = []
        let usual = ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME=\(user.home)"]
        for text in usual + (terminal ? ["TERM=xterm"] : []) + image + more {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(parts[0])
            guard !name.isEmpty, parts.count == 2, !text.utf8.contains(0) else { continue }
            if values.updateValue(text, forKey: name) == nil { order.append(name) }
        }
        return order.compactMap { values[$0] }
    }

    /// Writes the members of the object `process` of the runtime specification.
    func write(into writer: inout JSONWriter, confinement: Confinement, openFiles: Int) {
        writer.member("terminal", hasTerminal)
        writer.object("user") { writer in
            writer.member("uid", Int(user.user))
            writer.member("gid", Int(user.group))
            writer.array("additionalGids") { writer in for group in user.groups { writer.value(Int(group)) } }
        }
        // hullmark-init holds itself to the policy and becomes the program.
        writer.member(
            "args", ["/.hullmark/init", "init"] + (isLater ? ["exec"] : []) + ["/.hullmark/policy"] + arguments)
        writer.member("env", environment)
        writer.member("cwd", workingDirectory)
        let capabilities = confinement.capabilities.sorted()
        writer.object("capabilities") { writer in
            for set in ["bounding", "effective", "permitted"] { writer.member(set, capabilities) }
            // Programs of other users than 0 keep capabilities by the ambient set only.
            let ambient = user.user == 0 || confinement.allowsNewPrivileges ? [] : capabilities
            writer.member("inheritable", ambient)
            writer.member("ambient", ambient)
        }
        writer.array("rlimits") { writer in
            writer.object { writer in
                writer.member("type", "RLIMIT_NOFILE")
                writer.member("hard", openFiles)
                writer.member("soft", openFiles)
            }
        }
        writer.member("noNewPrivileges", !confinement.allowsNewPrivileges)
    }

    /// The document that an engine's `exec --process` takes.
    package func document(confinement: Confinement, openFiles: Int) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { write(into: &$0, confinement: confinement, openFiles: openFiles) }
        return writer.finish()
    }
}
