internal import ArgumentParser
internal import Images
internal import Platform
internal import Runtime

/// `hullmark run TARGET [COMMAND…]`: run an image, confined to what its profile says.
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run an image under its profile.",
        discussion: """
            The kernel holds the container to its profile by itself, from before its first instruction until its end. What the running \
            kernel cannot hold is said before the start. The exit code is the container's; 125 is that of a start that failed.
            """)

    @OptionGroup var image: ImageOptions

    @Argument(
        parsing: .captureForPassthrough, help: "The command to run instead of the image's, and its arguments.")
    var command: [String] = []

    @OptionGroup var containers: ContainerOptions
    @OptionGroup var limits: ResourceOptions
    @OptionGroup var confining: ConfinementOptions

    @Flag(name: .shortAndLong, help: "Pass standard input to the container.")
    var interactive = false

    @Flag(name: .shortAndLong, help: "Give the container a terminal.")
    var tty = false

    @Flag(name: .shortAndLong, help: "Run the container in the background and print its id.")
    var detach = false

    @Flag(name: .customLong("rm"), help: "Remove the container when it exits.")
    var isRemoved = false

    @Option(help: "Name of the container (default: the beginning of its id).")
    var name: String?

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "Mount a directory or file of this machine; read-only without :rw.",
            valueName: "path:path[:rw]"))
    var volume: [String] = []

    @Option(
        name: [.customShort("e"), .customLong("env")],
        help: ArgumentHelp(
            "Set a variable of the container's environment; without a value, the one of this environment.",
            valueName: "name[=value]"))
    var variables: [String] = []

    @Option(
        help: ArgumentHelp(
            "A secret that the profile permits, and the file with it; it is mounted at the path in the profile.",
            valueName: "name=file"))
    var secret: [String] = []

    @Flag(
        help: """
            Stack the image's layers for this container alone, even where nothing writes its root: locks and watches on its files are its \
            own then, and files open slower.
            """)
    var overlay = false

    @Option(help: ArgumentHelp("Who runs the command, by the image's own lists.", valueName: "user[:group]"))
    var user: String?

    @Option(
        help: ArgumentHelp(
            "Network: none (default), host, container:NAME for another container's, or one listed by hullmark network ls.",
            valueName: "name"))
    var network: String?

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "Publish a port of the container on this machine, as 127.0.0.1:8080:80 or 5353:53/udp.",
            valueName: "[address:]port:port[/udp]"))
    var publish: [String] = []

    @Option(
        help: ArgumentHelp(
            "Append a line of JSON to a file for each denial.",
            valueName: "file"))
    var denials: String?

    @Flag(help: "Log denials to the kernel's audit log, if it is enabled.")
    var logRefusals = false

    @Option(help: ArgumentHelp("The engine underneath: runc or crun, or its path.", valueName: "engine"))
    var runtime = "runc"

    func run() throws {
        do {
            throw ExitStatus.container(try start())
        } catch let status as ExitStatus {
            throw status
        } catch {
            throw ExitStatus.notStarted("\(error)")
        }
    }

    /// Starts the container, and stays with it unless it is detached; gives its code.
    private func start() throws -> Int32 {
        guard !detach || !interactive else {
            throw RuntimeError(.invalid, "a container that runs by itself (-d) cannot read standard input (-i)")
        }
        let store = try containers.store()
        let folder = store.folder
        try store.sweep()
        let program = try InitProgram(in: folder)
        let (root, opened) = try open(folder)
        let volumes = try volume.map(Volume.init)
        for volume in volumes { try volume.checkSource() }
        let process = try process(root)
        var (confinement, profile) = try confining.confinement(
            of: root, image: opened, target: image.target, command: given.isEmpty ? [] : process.arguments,
            volumes: volumes, in: folder)
        try limits.apply(to: &confinement)
        let engine = try Engine(named: runtime)
        if denials != nil || logRefusals { confinement.logRefusals(by: engine) }
        let connection = try NetworkRequest(network: network, publishing: publish, policy: confinement.network)
        confinement.networkMode = connection.mode
        let probe = try KernelProbe(
            program: program, folder: folder.layers, seen: SeenFeatures(in: folder, program: program),
            wanted: confinement.needs.union(try confining.required))
        try confining.report(probe, confinement)
        var request = StartRequest(
            target: image.target, root: root, process: process, confinement: confinement,
            engine: engine)
        request.name = name
        request.volumes = volumes
        request.secrets = try Secret.secrets(secret, permittedBy: confinement)
        let (devices, missing) = Device.find(confinement.devices)
        request.devices = devices
        try say(
            missing: missing, secrets: Set((confinement.secrets ?? [:]).keys).subtracting(request.secrets.map(\.name)))
        request.hasOverlay = overlay
        request.network = connection
        request.network.lacks = Set(probe.missing.keys)
        request.stopSignal = root.configuration?.stopSignal ?? ""
        request.isDetached = detach
        request.takesInput = interactive
        request.isRemovedAtEnd = isRemoved
        request.profile = profile
        let requires = try confining.requirement(confinement)
        request.requires = requires
        if let denials { request.observer = try Self.watching(denials, folder) }
        let container = try ContainerStart(
            store, program: program, probe: probe, network: ContainerNetworks(folder)
        ).start(request)
        for note in container.notes { try StandardStream.error.write("hullmark: \(Printable.line(note))\n") }
        for (feature, reason) in container.unarmed.sorted(by: { $0.key < $1.key }) {
            try StandardStream.error.write("hullmark: not held: \(feature.rawValue): \(feature.meaning) (\(reason))\n")
        }
        if detach {
            try StandardStream.output.write("\(container.record.identifier)\n")
            return 0
        }
        return try container.attend(takesInput: interactive)
    }

    /// Says what the profile names and the container does not get.
    private func say(missing devices: [String], secrets: Set<String>) throws {
        for path in devices {
            try StandardStream.error.write(
                "hullmark: not there: the device \(Printable.line(path)), which the profile names\n")
        }
        for name in secrets.sorted().map(Printable.line) {
            try StandardStream.error.write(
                "hullmark: not given: the secret \(name), which the profile names (--secret \(name)=FILE)\n")
        }
    }

    /// What starts a report of denials, which is watching when it returns.
    private static func watching(_ file: String, _ folder: RuntimeFolder) throws -> @Sendable (String) throws -> Void {
        guard let own = FilePath.resolved("/proc/self/exe") else {
            throw RuntimeError(.unsupported, "denials cannot be reported: this program does not find itself")
        }
        return { identifier in
            let arguments = [
                "denials", "--root", folder.path, "--format", "json", "--output", file, "--announce",
                identifier,
            ]
            let said = try output(of: own, arguments)
            let isWatching = try withUnsafeTemporaryAllocation(byteCount: 16, alignment: 1) { buffer in
                try said.handle.read(into: buffer) > 0
            }
            guard isWatching else { throw RuntimeError(.unsupported, "what is refused cannot be reported") }
        }
    }

    /// Starts a program that lives on by itself, and gives what it says.
    private static func output(of program: String, _ arguments: [String]) throws -> OpenFile {
        let pipe = try Pipe()
        defer { extendLifetime(pipe) }
        let nothing = try FileHandle(reading: "/dev/null")
        var surroundings = StartedProgram.Surroundings()
        surroundings.files = [(nothing.descriptor, 0), (pipe.beginning.handle.descriptor, 1)]
        surroundings.isOfItsOwnSession = true
        _ = try StartedProgram(program, arguments, surroundings)
        return pipe.end
    }

    /// The command line's own command; nothing for the image's.
    private var given: [String] { command.first == "--" ? Array(command.dropFirst()) : command }

    /// Opens the target, and unpacks what is missing of it.
    private func open(_ folder: RuntimeFolder) throws -> (ImageRoot, Image?) {
        switch try image.find() {
        case .image(let image):
            do {
                return (try ImageRoot(image, in: LayerStore(folder)), image)
            } catch let error as SystemError {
                throw RuntimeError(.failed, "the image cannot be unpacked into \(folder.layers): \(error)")
            }
        case .rootFileSystem(let path): return (try ImageRoot(folder: path), nil)
        }
    }

    /// What runs first in the container, by the image's configuration and the flags.
    private func process(_ root: ImageRoot) throws -> ContainerProcess {
        let configuration = root.configuration
        let arguments = (configuration?.entrypoint ?? []) + (given.isEmpty ? configuration?.command ?? [] : given)
        guard let first = arguments.first, !first.isEmpty else {
            throw RuntimeError(.invalid, "the image names no command; name one behind it")
        }
        let user = try ImageUser(user ?? configuration?.user ?? "", in: root.files)
        let more = try VariableOption.values(of: variables)
        let directory = configuration?.workingDirectory ?? ""
        return ContainerProcess(
            arguments: arguments,
            environment: ContainerProcess.environment(
                image: configuration?.environment ?? [], user: user, terminal: tty, more: more),
            workingDirectory: directory.hasPrefix("/") ? directory : "/", user: user, hasTerminal: tty)
    }
}
