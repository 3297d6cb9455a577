internal import Advisories
internal import Inventory

/// The module and stream that an rpm belongs to: `nodejs` and `18` of the label `nodejs:18:8090020240315:rhel8:x86_64`.
///
/// Streams of one module are different products with versions that must not be compared: a fix of stream 18 says nothing of stream
/// 16. A package that belongs to a module is told by its label or by `.module_el8` in its release; so is a record, of which some
/// sources tell the stream and some only the release.
struct ModuleStream: Hashable {
    var isModular = false
    var name = ""
    var stream = ""

    init() {}

    init(_ package: Package) {
        let label = package.attributes["modularityLabel"] ?? ""
        self.init(label: label, versions: CollectionOfOne(package.version))
    }

    init(_ affected: AffectedPackage) {
        let fixed = affected.ranges.lazy.flatMap(\.events).compactMap { event in
            if case .fixed(let text) = event { text } else { nil }
        }
        self.init(label: affected.module, versions: fixed)
    }

    private init(label: String, versions: some Sequence<String>) {
        let parts = label.split(separator: ":", maxSplits: 2)
        if parts.count > 1 { (name, stream) = (String(parts[0]), String(parts[1])) }
        isModular = !name.isEmpty || versions.contains(where: Self.hasMark)
    }

    /// Why a record does not concern a package with this stream; nothing where it may.
    func exclusion(of affected: AffectedPackage, installed version: String) -> String? {
        let other = ModuleStream(affected)
        guard other.isModular == isModular else {
            // An entry without a fix has no release to tell a module by, so it speaks of every build.
            if !other.isModular, !affected.ranges.contains(where: \.hasFix) { return nil }
            return isModular
                ? "the record is not of a module, the package is of \(description)"
                : "the record is of \(other.description), the package is of none"
        }
        guard isModular else { return nil }
        if !name.isEmpty, !other.name.isEmpty {
            return name == other.name && stream == other.stream
                ? nil : "the record is of \(other.description), the package of \(description)"
        }
        // Where the record hides its stream, a stream that the package's version begins with must begin the fix's version too.
        guard !stream.isEmpty, Self.upstream(version, isOf: stream) else { return nil }
        for case .fixed(let fixed) in affected.ranges.lazy.flatMap(\.events) where !Self.upstream(fixed, isOf: stream) {
            return "the record's fix \(fixed) is of another stream than \(description)"
        }
        return nil
    }

    /// `module nodejs:18`.
    var description: String { name.isEmpty ? "a module" : "module \(name):\(stream)" }

    /// Whether a version, its epoch aside, begins with a stream and then a dot or the release.
    private static func upstream(_ version: String, isOf stream: String) -> Bool {
        let bare = version.firstIndex(of: ":").map { version[version.index(after: $0)...] } ?? version[...]
        guard bare.hasPrefix(stream) else { return false }
        return switch bare.utf8.dropFirst(stream.utf8.count).first {
        case nil, 0x2e, 0x2d: true
        default: false
        }
    }

    private static let mark = Array(".module".utf8)

    /// Whether a version's release has `.module_` or `.module+`.
    private static func hasMark(_ version: String) -> Bool {
        let bytes = version.utf8.span
        guard bytes.count > mark.count else { return false }
        for start in 0..<(bytes.count - mark.count) {
            let end = bytes[start + mark.count]
            guard bytes[start] == 0x2e, end == 0x5f || end == 0x2b else { continue }
            if mark.indices.allSatisfy({ bytes[start + $0] == mark[$0] }) { return true }
        }
        return false
    }
}

extension VersionRange {
    /// Whether the range names a fixed version.
    var hasFix: Bool {
        events.contains { if case .fixed = $0 { true } else { false } }
    }
}
