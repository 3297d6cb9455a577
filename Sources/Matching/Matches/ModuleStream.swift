internal import Advisories
internal import Inventory

/// The module and stream that an rpm belongs to: `nodejs` and `18` of the label `nodejs:18:8090020240315:rhel8:x86_64`.
///
/// Streams of one module are different products with versions that must not be compared: a fix of stream 18 says nothing of stream
/// 16. A package that belongs to a module is told by its label or by `.module_el8` in its release; so is a record, of which some
/// sources tell the stream, or several of which the package is of one, and some only the release.
struct ModuleStream: Hashable {
    var isModular = false
    /// `nodejs:18`; empty where nothing tells it.
    private(set) var name = ""

    init() {}

    init(_ package: Package) {
        let label = package.attributes["modularityLabel"] ?? ""
        let parts = label.split(separator: ":", maxSplits: 2)
        if parts.count > 1 { name = "\(parts[0]):\(parts[1])" }
        isModular = !name.isEmpty || AffectedPackage.isModuleBuild(package.version)
    }

    /// Why a record does not concern a package with this stream, or nil if it may.
    func exclusion(of affected: AffectedPackage, installed version: String) -> String? {
        let isOfModule = !affected.module.isEmpty || affected.isOfModuleBuild
        guard isOfModule == isModular else {
            // An entry without a fix has no release to tell a module by, so it speaks of every build.
            if !isOfModule, !affected.ranges.contains(where: \.hasFix) { return nil }
            return isModular
                ? "the record is for packages outside modules, the package belongs to \(Self.describe(name))"
                : "the record is for \(Self.describe(affected.module)), the package belongs to no module"
        }
        guard isModular, !name.isEmpty else { return nil }
        if !affected.module.isEmpty {
            return affected.module.split(separator: ",").contains(name[...])
                ? nil
                : "the record is for \(Self.describe(affected.module)), the package belongs to \(Self.describe(name))"
        }
        // Where the record hides its stream, a stream that the package's version begins with must begin the fix's version too.
        guard let colon = name.firstIndex(of: ":") else { return nil }
        let stream = name[name.index(after: colon)...]
        guard Self.upstream(version, isOf: stream) else { return nil }
        for case .fixed(let fixed) in affected.ranges.lazy.flatMap(\.events) where !Self.upstream(fixed, isOf: stream) {
            return "the record's fix \(fixed) belongs to another stream than \(Self.describe(name))"
        }
        return nil
    }

    /// `module nodejs:18`.
    private static func describe(_ streams: String) -> String {
        streams.isEmpty ? "a module" : "module \(streams.split(separator: ",").joined(separator: " or "))"
    }

    /// Whether a version, its epoch aside, begins with a stream and then a dot or the release.
    private static func upstream(_ version: String, isOf stream: Substring) -> Bool {
        let bare = version.firstIndex(of: ":").map { version[version.index(after: $0)...] } ?? version[...]
        guard bare.hasPrefix(stream) else { return false }
        return switch bare.utf8.dropFirst(stream.utf8.count).first {
        case nil, 0x2e, 0x2d: true
        default: false
        }
    }
}

extension VersionRange {
    /// Whether the range names a fixed version.
    var hasFix: Bool {
        events.contains { if case .fixed = $0 { true } else { false } }
    }
}
