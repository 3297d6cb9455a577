internal import ArgumentParser
internal import Runtime

/// Flags that say how much of the machine a container may take.
struct ResourceOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The most memory, as 512m or 2g.", valueName: "bytes"))
    var memory: String?

    @Option(help: ArgumentHelp("The most processors' time, as 1.5.", valueName: "number"))
    var cpus: Double?

    @Option(help: ArgumentHelp("The most processes and threads.", valueName: "number"))
    var pids: Int?

    func validate() throws {
        if let memory, Self.bytes(memory) == nil {
            throw ValidationError("invalid size \"\(memory)\"; examples: 512m, 2g")
        }
        if let cpus, !(cpus > 0 && cpus <= 10_000) { throw ValidationError("--cpus takes a number above 0, as 1.5") }
        if let pids, pids < 1 { throw ValidationError("--pids takes a number above 0") }
    }

    /// Sets what was said.
    func apply(to confinement: inout Confinement) throws {
        if let memory { confinement.resources.memory = Self.bytes(memory) }
        if let cpus { confinement.resources.processors = cpus }
        if let pids { confinement.resources.processes = pids }
    }

    /// Bytes of `1024`, `512k`, `512m`, `2g`.
    static func bytes(_ text: String) -> Int? {
        let units: [Character: Int] = ["b": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30, "t": 1 << 40]
        let unit = text.lowercased().last.flatMap { units[$0] }
        guard let number = Int(unit == nil ? text : String(text.dropLast())), number > 0 else { return nil }
        let (bytes, overflow) = number.multipliedReportingOverflow(by: unit ?? 1)
        return overflow ? nil : bytes
    }
}
