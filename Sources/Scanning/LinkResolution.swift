/// Follows symbolic links inside a root by their paths alone, so that nothing leads out of it.
///
/// `..` at the top stays there, and an absolute target begins there, as in a process whose root it is (path_resolution(7)).
enum LinkResolution {
    /// As many as Linux follows; what has more leads in a circle.
    private static let mostLinks = 40
    private static let longestTarget = 4096

    /// The path at which a path arrives, without links; nothing where they lead in a circle.
    ///
    /// - Parameter target: what the link at a path says, whose own folders are no links; nothing where there is no link.
    static func resolve(_ path: String, target: (_ path: String) -> String?) -> String? {
        var ahead = parts(path)
        var passed: [Substring] = []
        var links = 0
        while let part = ahead.popLast() {
            if part == "." { continue }
            if part == ".." {
                _ = passed.popLast()
                continue
            }
            passed.append(part)
            guard let target = target(passed.joined(separator: "/")) else { continue }
            links += 1
            guard links <= mostLinks, target.utf8.count <= longestTarget else { return nil }
            passed = target.utf8.first == 0x2f ? [] : passed.dropLast()
            ahead += parts(target)
        }
        return passed.joined(separator: "/")
    }

    /// The parts of a path, the first at the end.
    private static func parts(_ path: String) -> [Substring] { path.split(separator: "/").reversed() }
}
