internal import Platform
package import Profiles

/// What a process means, as `/proc` tells it while it lives; of one that is gone, what its texts say.
struct LivingProcess: ProcessView, Sendable {
    private let number: Int32
    private let root: OpenFile

    /// - Parameters:
    ///   - number: the process' number on this machine.
    ///   - root: the root of its container.
    init(_ number: Int32, root: OpenFile) {
        self.number = number
        self.root = root
    }

    package func resolve(_ path: String, in directory: Int32?) -> (path: String, exists: Bool)? {
        var start = "/"
        if !path.hasPrefix("/") {
            let place = directory.map { "fd/\($0)" } ?? "cwd"
            guard let known = Directory.link(at: "/proc/\(number)/\(place)", below: -100), known.hasPrefix("/") else {
                return nil
            }
            start = known
        }
        guard let whole = ProfilePath.normalise(path, in: start) else { return nil }
        if let found = FilePath.resolved(whole, within: root.handle) { return (found, true) }
        // What is missing is in a folder that is not.
        guard let slash = whole.lastIndex(of: "/"), slash != whole.startIndex else { return (whole, false) }
        let folder = FilePath.resolved(String(whole[..<slash]), within: root.handle) ?? String(whole[..<slash])
        return (folder == "/" ? String(whole[slash...]) : folder + whole[slash...], false)
    }

    package func transport(ofSocket descriptor: Int32) -> Transport? {
        switch OtherProcess.socketKind(of: descriptor, in: number) {
        case .stream: .tcp
        case .datagram: .udp
        case nil: nil
        }
    }

    /// The path of the program that it runs.
    var program: String? { Directory.link(at: "/proc/\(number)/exe", below: -100) }
}
