internal import Platform

/// Kernel features that were seen to work since the machine started (`kernel` in the runtime's folder).
///
/// The file's first line says where they were seen: the start of the machine, the namespaces of users and control groups, the file system
/// of the layers, and the program that tried. A feature stands on each line behind it. What did not work is not written down, and is tried
/// again.
package struct SeenFeatures: Sendable {
    package let features: Set<KernelFeature>
    private let path: String?
    private let place: String

    /// Nothing was seen, and nothing is kept.
    package static let none = SeenFeatures()

    private init() {
        features = []
        path = nil
        place = ""
    }

    /// What was seen from a runtime's folder.
    package init(in folder: RuntimeFolder, program: InitProgram) throws {
        let path = "\(folder.path)/kernel"
        let place = try Self.place(folder, program)
        self.path = path
        self.place = place
        guard let bytes = try? FileHandle(reading: path).read(0..<65_536) else {
            features = []
            return
        }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        features = lines.first == Substring(place) ? Set(lines.compactMap { KernelFeature(rawValue: String($0)) }) : []
    }

    /// Writes down what works, if that is not what is written already.
    func keep(_ works: Set<KernelFeature>) throws {
        guard let path, works != features else { return }
        let text = ([place] + works.map(\.rawValue).sorted()).map { "\($0)\n" }.joined()
        try AtomicFile.write(Array(text.utf8), to: path, isDurable: false)
    }

    private static func place(_ folder: RuntimeFolder, _ program: InitProgram) throws -> String {
        let start = try FileHandle(reading: "/proc/sys/kernel/random/boot_id").read(0..<64).prefix { $0 > 0x20 }
        let namespaces = ["user", "cgroup"].map { Directory.link(at: "/proc/self/ns/\($0)", below: -100) ?? "" }
        let system = try FileStatus(of: folder.layers).device
        let words = [String(decoding: start, as: UTF8.self)] + namespaces + ["\(system)", program.path]
        return words.joined(separator: " ")
    }
}
