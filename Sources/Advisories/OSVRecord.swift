internal import Bytes
internal import JSON

/// One record of the OSV schema, reduced to its facts.
///
/// | field (schema 1.7) | becomes |
/// |---|---|
/// | `id`, `aliases`, `upstream`, `related` | the advisory's fields of these names |
/// | `published`, `modified` | the same, in whole seconds |
/// | `withdrawn` | `isWithdrawn` |
/// | `severity[]`, `database_specific.severity`, `.cvss_v3`, `.cvss_v2` | the advisory's ratings |
/// | `summary` | nothing, but for what Red Hat's and AlmaLinux' errata say: `Important: nodejs:18 security update` |
/// | `affected[].package` | ecosystem and name; the purl's qualifiers `arch` and `rpmmod` |
/// | `affected[].ranges[]`, `.versions[]` | ranges and versions; ranges of type GIT are left out |
/// | `affected[].severity[]` | the package's ratings |
/// | `affected[].ecosystem_specific`, `.database_specific` | its ratings, architectures and module |
package struct OSVRecord: Sendable, Equatable {
    /// No identifier, name or version of a real record is longer, in bytes.
    static let textLimit = 1_024

    package var advisory: Advisory
    package var affected: [AffectedPackage] = []
    /// Parts that the schema does not allow, which were left out; not kept in a database.
    package var problems: [String] = []

    package init(advisory: Advisory, affected: [AffectedPackage] = []) {
        self.advisory = advisory
        self.affected = affected
    }

    package static func == (left: OSVRecord, right: OSVRecord) -> Bool {
        left.advisory == right.advisory && left.affected == right.affected
    }

    /// Reads a record's JSON.
    package init(_ json: Span<UInt8>) throws(AdvisoryError) {
        do throws(JSONError) {
            var reader = JSONReader(json)
            self = try reader.osvRecord()
            try reader.finish()
        } catch {
            throw AdvisoryError(.malformedRecord, error.description, subject: "record")
        }
        guard !advisory.id.isEmpty else {
            throw AdvisoryError(.malformedRecord, "it has no id", subject: "record")
        }
        guard hasShortTexts else {
            throw AdvisoryError(
                .malformedRecord, "one of its texts is longer than \(Self.textLimit) bytes",
                subject: String(advisory.id.prefix(80)))
        }
    }

    private var hasShortTexts: Bool {
        func isShort(_ text: String) -> Bool { text.utf8.count <= Self.textLimit }
        return isShort(advisory.id) && advisory.aliases.allSatisfy(isShort) && advisory.upstream.allSatisfy(isShort)
            && advisory.related.allSatisfy(isShort) && advisory.ratings.allSatisfy { isShort($0.text) }
            && affected.allSatisfy { entry in
                isShort(entry.ecosystem) && isShort(entry.name) && isShort(entry.module)
                    && entry.versions.allSatisfy(isShort) && entry.architectures.allSatisfy(isShort)
                    && entry.ratings.allSatisfy { isShort($0.text) }
                    && entry.ranges.allSatisfy { range in range.events.allSatisfy { isShort($0.version) } }
            }
    }
}

extension VersionRange.Event {
    /// The version that the event happens at.
    package var version: String {
        switch self {
        case .introduced(let version), .fixed(let version), .lastAffected(let version), .limit(let version): version
        }
    }
}
