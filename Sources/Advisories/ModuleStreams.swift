internal import Bytes

/// The module streams that an erratum's summary names: `nodejs:18` of `Important: nodejs:18 security update`.
///
/// AlmaLinux' records give modular packages no module but this; `idm:DL1 and idm:client …` names two, of which each
/// package is of one, and `httpd:2.4/mod_http2 …` a part of one.
enum ModuleStreams {
    /// More than any erratum names.
    private static let limit = 8

    /// The streams that a summary names, with commas between.
    static func named(in summary: String) -> String {
        var found: [String] = []
        for word in summary.utf8.prefix(1_024).split(separator: 0x20) {
            guard let stream = stream(word), found.count < limit, !found.contains(stream) else { continue }
            found.append(stream)
        }
        return found.joined(separator: ",")
    }

    /// Whether a version's release has `.module_` or `.module+`, so that it is the build of a module.
    static func isModular(_ version: String) -> Bool {
        let mark: StaticString = ".module"
        let bytes = version.utf8.span
        guard bytes.count > mark.utf8CodeUnitCount else { return false }
        for start in 0..<(bytes.count - mark.utf8CodeUnitCount) where bytes.hasPrefix(mark, at: start) {
            let end = bytes[start + mark.utf8CodeUnitCount]
            if end == 0x5f || end == 0x2b { return true }
        }
        return false
    }

    /// A word as `name:stream`, what follows a slash left out; nothing for other words.
    private static func stream(_ word: Substring.UTF8View.SubSequence) -> String? {
        let text = word.prefix { $0 != 0x2f }
        let parts = text.split(separator: 0x3a, omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(isNameByte) }),
            parts[0].first.map(isLetterOrDigit) == true
        else { return nil }
        return String(Substring(text))
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || byte == 0x2d || byte == 0x2e || byte == 0x5f || byte == 0x2b
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10 || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7a
    }
}

extension AffectedPackage {
    /// Whether a fixed version that it names is the build of a module.
    package var isOfModuleBuild: Bool {
        ranges.contains { range in
            range.events.contains { if case .fixed(let text) = $0 { ModuleStreams.isModular(text) } else { false } }
        }
    }

    /// Whether an installed version is the build of a module.
    package static func isModuleBuild(_ version: String) -> Bool { ModuleStreams.isModular(version) }
}

extension OSVRecord {
    /// Gives the modular packages that have no module the streams that the record's summary names.
    mutating func takeModules(from summary: String) {
        guard !summary.isEmpty, affected.contains(where: { $0.module.isEmpty && $0.isOfModuleBuild }) else { return }
        let streams = ModuleStreams.named(in: summary)
        for index in affected.indices where affected[index].module.isEmpty && affected[index].isOfModuleBuild {
            affected[index].module = streams
        }
    }
}
