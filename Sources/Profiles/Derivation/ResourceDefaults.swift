/// What a service gets of the machine when nothing else is known; each entry says that it is a default.
enum ResourceDefaults {
    static var entries: [Entry<ResourceRule>] {
        let limits: [(ResourceRule.Resource, Int)] = [
            // Enough for a small database or a Java service, little enough that several fit a machine.
            (.memory, 1 << 30), (.cpus, 2000),
            // Threads count: a Java service has about a hundred.
            (.pids, 512),
            // What systemd and the common engines give (`LimitNOFILE` of docker.service is far higher and slows programs that close all).
            (.descriptors, 65_536), (.disk, 4 << 30),
        ]
        return limits.map {
            Entry(ResourceRule($0.0, limit: $0.1), .derived, because: "a default: nothing in the image says it")
        }
    }
}
