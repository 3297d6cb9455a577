internal import Catalogers
internal import Inventory
internal import Layers
internal import Platform

/// The package databases of an image that stand at their place only by a link.
///
/// A layer is read once, before the others are known, so what a link of the stacked image leads to is read only where it has a known
/// path of its own, as `usr/lib/sysimage/rpm` behind `var/lib/rpm`. What was not read is said.
struct LinkedFiles {
    /// The name under which a layer's links stand in its evidence.
    static let cataloger = "link"
    /// Parts of a path as deep as databases lie; links further up lead to whole trees, of which most files never were there.
    private static let databaseDepth = 3

    private let layers: [LayerContents]
    private let databases: PatternIndex
    /// What the links of the stacked image say, by path, and the layers that have them.
    private let links: [String: (target: String, layer: Int)]

    /// - Parameter databases: the index of the catalogers of distributions' databases.
    init(_ layers: [LayerContents], _ databases: PatternIndex) {
        self.layers = layers
        self.databases = databases
        var links: [String: (target: String, layer: Int)] = [:]
        for (place, contents) in layers.enumerated() {
            for evidence in contents.evidence where evidence.cataloger == Self.cataloger {
                let isHidden = layers[(place + 1)...].contains { $0.paths.hides(evidence.path) }
                if !isHidden { links[evidence.path] = (evidence.attributes["target"] ?? "", place) }
            }
        }
        self.links = links
    }

    /// A layer's link on the way to a file that some cataloger wants, as evidence that goes with the layer.
    static func evidence(of link: LayerEntry, _ index: PatternIndex) -> Evidence? {
        guard link.kind == .symbolicLink, !link.linkTarget.isEmpty, index.isOnWay(link.path) else { return nil }
        return Evidence(
            cataloger: cataloger, path: link.path, kind: "link",
            attributes: ["target": String(link.linkTarget.prefix(4096))])
    }

    /// What was not read since only a link leads to it.
    var unread: [Diagnostic] {
        guard !links.isEmpty else { return [] }
        let files = databases.exactPaths.filter(DatabaseGaps(databases).isDatabase)
        var found: [Diagnostic] = []
        for (path, link) in links.sorted(by: { $0.key < $1.key }) {
            func tell(_ what: String, at place: String) {
                found.append(
                    Diagnostic(
                        .unreadable, "/\(path) is a link to \(link.target): \(what)", layer: link.layer, path: place))
            }
            guard let end = resolve(path) else {
                tell("it leads in a circle", at: path)
                continue
            }
            let wanted = files.filter { $0 == path || $0.hasPrefix("\(path)/") }
            for file in wanted {
                // Of several links on the way one is enough to tell.
                guard let real = resolve(file), real != file, stands(real) == .file, !isRead(real, insteadOf: file),
                    !found.contains(where: { $0.path == file })
                else { continue }
                tell("the file /\(real) behind it was not read", at: file)
            }
            if !wanted.isEmpty, stands(end).isEmpty, path.split(separator: "/").count >= Self.databaseDepth {
                tell("what it leads to is not in the image, or lies behind another link", at: path)
            }
        }
        return found
    }

    private func resolve(_ path: String) -> String? { LinkResolution.resolve(path) { links[$0]?.target } }

    /// Whether what reads a file at the one path reads it at the other too.
    private func isRead(_ real: String, insteadOf file: String) -> Bool {
        Set(databases.matches(LayerEntry(path: file))).isSubset(of: databases.matches(LayerEntry(path: real)))
    }

    /// What stands at a path in the stacked image.
    private func stands(_ path: String) -> PathTable.Marks {
        let folder = path.utf8.lastIndex(of: 0x2f).map { path[..<$0] } ?? ""
        for contents in layers.reversed() {
            let marks = contents.paths.marks(path[...].utf8)
            if !marks.isDisjoint(with: [.file, .directory]) { return marks.intersection([.file, .directory]) }
            if marks.contains(.removed) || contents.paths.hidesContents(of: folder) { return [] }
        }
        return []
    }
}
