import Glibc
import Platform
import TestSupport
import Testing

@testable import Runtime

@Suite("The store of containers", .enabled(if: isRoot, "it needs root"))
struct ContainerStoreTests {
    private let place: RuntimePlace
    private let store: ContainerStore

    init() throws {
        place = try RuntimePlace()
        store = ContainerStore(place.runtime)
    }

    private func record(_ identifier: String, _ name: String) -> ContainerRecord {
        ContainerRecord(
            identifier: identifier, name: name, target: "image", command: ["sh"], created: 1, engine: "/usr/sbin/runc",
            stopSignal: "", keepsLog: true, isRemovedAtEnd: false)
    }

    @Test("gives a name to one container only")
    func names() throws {
        let first = try store.reserve(name: "web")
        #expect(throws: RuntimeError.self) { _ = try store.reserve(name: "web") }
        #expect(try Directory.names(at: place.runtime.containers) == [first.identifier])
        try store.save(record(first.identifier, "web"))
        #expect(try store.find("web").identifier == first.identifier)
        #expect(try store.find(String(first.identifier.prefix(6))).identifier == first.identifier)
        #expect(throws: RuntimeError.self) { try store.find("wob") }
    }

    @Test("takes no name that is none", arguments: ["", ".", "..", "a/b", "-a", "a b", "\u{e9}"])
    func badNames(name: String) {
        #expect(throws: RuntimeError.self) { _ = try store.reserve(name: name) }
        #expect(throws: RuntimeError.self) { try store.find(name) }
    }

    @Test("keeps what is written down of a container")
    func records() throws {
        let reservation = try store.reserve(name: nil)
        var record = record(reservation.identifier, reservation.name)
        record.process = 12
        record.startTime = 34
        record.isStarted = true
        record.environment = ["A=1"]
        record.identityBase = 524_288
        record.layers = ["/a", "/b"]
        try store.save(record)
        #expect(store.record(reservation.identifier) == record)
        for count in 0..<record.document.count - 1 {
            #expect(ContainerRecord(Array(record.document.prefix(count))) == nil)
        }
    }

    @Test("leaves a start alone that goes on, and clears away one that was killed")
    func sweep() throws {
        var identifier = ""
        do {
            let reservation = try store.reserve(name: "web")
            identifier = reservation.identifier
            try store.save(record(identifier, "web"))
            try Directory.make("\(store.path(identifier))/upper/a/b")
            try store.sweep()
            #expect(try store.all().count == 1)
            _ = consume reservation
        }
        try store.sweep()
        #expect(try Directory.names(at: place.runtime.containers) == [])
        #expect(try Directory.names(at: place.runtime.names) == [])
    }

    @Test("clears away a start that was killed before anything was written down")
    func sweepOfNothing() throws {
        do { _ = try store.reserve(name: "web") }
        try store.sweep()
        #expect(try Directory.names(at: place.runtime.names) == [])
        _ = try store.reserve(name: "web")
    }

    @Test("says of a container whose end nobody saw that its code is unknown")
    func unseenEnd() throws {
        do {
            let reservation = try store.reserve(name: "web")
            var record = record(reservation.identifier, "web")
            record.process = 1
            record.startTime = 0
            record.isStarted = true
            try store.save(record)
        }
        try store.sweep()
        let found = try store.find("web")
        guard case .exited(nil, _) = store.state(of: found) else {
            Issue.record("the container is not over")
            return
        }
        try store.remove(found, force: false)
        #expect(try Directory.names(at: place.runtime.containers) == [])
    }

    @Test("removes trees deeper than any path")
    func depth() throws {
        let reservation = try store.reserve(name: nil)
        let upper = "\(store.path(reservation.identifier))/upper"
        try Directory.make(upper)
        var folder = try FileHandle(reading: upper)
        let name = String(repeating: "d", count: 200)
        for _ in 0..<300 {
            try folder.makeFolder(name)
            try folder.makeFile("f").write([1])
            folder = try folder.folder(beneath: name)
        }
        try store.clear(reservation.identifier, name: reservation.name)
        #expect(try Directory.names(at: place.runtime.containers) == [])
    }

    @Test("reads the lines of a log")
    func log() throws {
        let line = Array("2026-01-02T03:04:05.000000006Z stderr P a b".utf8)
        let piece = try #require(ContainerLog.piece(line[...]))
        #expect(piece.time == "2026-01-02T03:04:05.000000006Z")
        #expect(piece.isError && !piece.isEnded && piece.text == Array("a b".utf8))
        #expect(ContainerLog.piece(Array("broken".utf8)[...]) == nil)
    }

    @Test("follows a log over the change of its file")
    func followedLog() throws {
        let folder = place.folder("log-folder")
        try Directory.make(folder)
        let path = "\(folder)/log"
        func line(_ text: String) -> [UInt8] { Array("t stdout F \(text)\n".utf8) }
        try AtomicFile.write(line("1") + line("2"), to: path)
        var steps = 0
        var seen: [String] = []
        try ContainerLog(folder: folder).read(goesOn: {
            steps += 1
            if steps == 2 {
                rename(path, "\(folder)/log.1")
                try? AtomicFile.write(line("3"), to: path)
            }
            return steps < 3
        }) { seen.append(String(decoding: $0.text, as: UTF8.self)) }
        #expect(seen == ["1", "2", "3"])
    }
}

@Suite("What the kernel holds", .enabled(if: isRoot, "it needs root"))
struct KernelProbeTests {
    @Test("is found by trying, each feature by its name")
    func probe() throws {
        let place = try RuntimePlace()
        let program = try InitProgram(in: place.runtime)
        let probe = try KernelProbe(program: program, folder: place.runtime.layers)
        #expect(probe.missing[.seccomp] == nil)
        #expect(probe.missing.values.allSatisfy { $0 != "it was not tried" })
        // A folder that is none fails what needs one, and nothing else.
        let other = try KernelProbe(program: program, folder: "/nonexistent")
        #expect(other.missing[.mappedMounts] != nil)
        #expect(other.missing[.overlay] != nil)
        #expect(other.missing[.landlockExecute] == probe.missing[.landlockExecute])
    }

    @Test("is believed until the machine starts again, and nothing else is")
    func seen() throws {
        let place = try RuntimePlace()
        let program = try InitProgram(in: place.runtime)
        let path = "\(place.runtime.path)/kernel"
        func probe(wanted: Set<KernelFeature> = []) throws -> KernelProbe {
            try KernelProbe(
                program: program, folder: place.runtime.layers, seen: SeenFeatures(in: place.runtime, program: program),
                wanted: wanted)
        }
        let first = try probe()
        let text = try String(decoding: FileHandle(reading: path).read(0..<65_536), as: UTF8.self)
        #expect(text.contains("\nseccomp\n"))
        #expect(first.missing[.socketPrograms] == "it was not tried")
        // What is not written down is tried, and what is wanted is tried when it is.
        #expect(try probe(wanted: [.packetFilter]).missing[.packetFilter] != "it was not tried")
        try AtomicFile.write(Array(text.replacing("\nseccomp\n", with: "\n").utf8), to: path)
        #expect(try probe().missing[.seccomp] == nil)
        // Another start of the machine: the lines behind say nothing, not even of what no kernel has tried.
        try AtomicFile.write(Array("another start\ncgroup-bpf\n".utf8), to: path)
        #expect(try probe().missing[.socketPrograms] == "it was not tried")
        #expect(try probe().missing.keys.sorted() == first.missing.keys.sorted())
    }

    @Test("lacks what a confinement rests on, in order")
    func lacks() {
        let probe = KernelProbe(missing: [.seccomp: "a", .overlay: "b", .landlockNetwork: "c"])
        #expect(probe.lacks(of: [.seccomp, .landlockNetwork]).map(\.feature) == [.landlockNetwork, .seccomp])
    }

    @Test("of control groups leaves nothing behind")
    func groups() throws {
        _ = ControlGroups().lack(of: .memory)
        let names = try Directory.names(at: "/sys/fs/cgroup/memory").filter {
            $0.hasPrefix("hullmark-probe-\(getpid())")
        }
        #expect(names == [])
    }
}
