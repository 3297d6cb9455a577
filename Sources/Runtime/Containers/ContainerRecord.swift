internal import Bytes
internal import JSON
internal import Platform

/// What is written down of a container (`containers/ID/record`).
package struct ContainerRecord: Sendable, Equatable {
    package let identifier: String
    package var name: String
    /// The image as the user named it.
    package var target: String
    /// The image's digest; nothing for a folder.
    package var digest: String?
    package var command: [String]
    /// Seconds since 1970.
    package var created: Int
    /// The first process and when it began; nothing before the container is started.
    package var process: Int32?
    package var startTime: UInt64?
    package var isStarted = false
    package var engine: String
    package var stopSignal: String
    package var keepsLog: Bool
    package var isRemovedAtEnd: Bool
    package var environment: [String] = []
    package var workingDirectory = "/"
    /// The user as `USER[:GROUP]` numbers, further groups behind.
    package var user: UInt32 = 0
    package var group: UInt32 = 0
    package var groups: [UInt32] = []
    package var home = "/"
    package var capabilities: [String] = []
    package var allowsNewPrivileges = false
    package var openFiles = 1024
    /// The host's range of users.
    package var identityBase: UInt32?
    /// The folders of its layers, lowest first.
    package var layers: [String] = []
    /// The names of the secrets that it was given.
    package var secrets: [String] = []

    package init(
        identifier: String, name: String, target: String, command: [String], created: Int, engine: String,
        stopSignal: String, keepsLog: Bool, isRemovedAtEnd: Bool
    ) {
        self.identifier = identifier
        self.name = name
        self.target = target
        self.command = command
        self.created = created
        self.engine = engine
        self.stopSignal = stopSignal
        self.keepsLog = keepsLog
        self.isRemovedAtEnd = isRemovedAtEnd
    }

    /// The user that its programs run as.
    package var imageUser: ImageUser { ImageUser(user: user, group: group, groups: groups, home: home) }

    package var document: [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("id", identifier)
            writer.member("name", name)
            writer.member("target", target)
            writer.member(ifPresent: "digest", digest)
            writer.member("command", command)
            writer.member("created", created)
            if let process { writer.member("process", Int(process)) }
            if let startTime { writer.member("startTime", Int(clamping: startTime)) }
            writer.member("started", isStarted)
            writer.member("engine", engine)
            writer.member("stopSignal", stopSignal)
            writer.member("log", keepsLog)
            writer.member("removedAtEnd", isRemovedAtEnd)
            writer.member("environment", environment)
            writer.member("workingDirectory", workingDirectory)
            writer.member("user", Int(user))
            writer.member("group", Int(group))
            writer.array("groups") { writer in for group in groups { writer.value(Int(group)) } }
            writer.member("home", home)
            writer.member("capabilities", capabilities)
            writer.member("newPrivileges", allowsNewPrivileges)
            writer.member("openFiles", openFiles)
            if let identityBase { writer.member("identityBase", Int(identityBase)) }
            writer.member("layers", layers)
            writer.member("secrets", secrets)
        }
        return writer.finish()
    }

    /// Reads a record; nothing where it is none, as one that was being written when its writer was killed.
    package init?(_ bytes: [UInt8]) {
        guard let json = try? JSONValue(bytes.span), let identifier = json["id"]?.string,
            let name = json["name"]?.string,
            let target = json["target"]?.string, let created = json["created"]?.integer,
            let engine = json["engine"]?.string
        else { return nil }
        func texts(_ name: String) -> [String] { (json[name]?.array ?? []).compactMap(\.string) }
        func number(_ name: String) -> UInt32? { json[name]?.integer.flatMap { UInt32(exactly: $0) } }
        self.init(
            identifier: identifier, name: name, target: target, command: texts("command"), created: created,
            engine: engine, stopSignal: json["stopSignal"]?.string ?? "", keepsLog: json["log"]?.bool ?? false,
            isRemovedAtEnd: json["removedAtEnd"]?.bool ?? false)
        digest = json["digest"]?.string
        process = json["process"]?.integer.flatMap { Int32(exactly: $0) }
        startTime = json["startTime"]?.integer.flatMap { UInt64(exactly: $0) }
        isStarted = json["started"]?.bool ?? false
        environment = texts("environment")
        workingDirectory = json["workingDirectory"]?.string ?? "/"
        user = number("user") ?? 0
        group = number("group") ?? 0
        groups = (json["groups"]?.array ?? []).compactMap { $0.integer.flatMap { UInt32(exactly: $0) } }
        home = json["home"]?.string ?? "/"
        capabilities = texts("capabilities")
        allowsNewPrivileges = json["newPrivileges"]?.bool ?? false
        openFiles = json["openFiles"]?.integer ?? 1024
        identityBase = number("identityBase")
        layers = texts("layers")
        secrets = texts("secrets")
    }
}

/// How a container stands.
package enum ContainerState: Sendable, Equatable {
    /// Its start is not complete.
    case starting
    case running
    /// Over, with the code of its first program, since a moment in seconds since 1970; the code is nothing where nobody saw it.
    case exited(Int32?, at: Int)
}
