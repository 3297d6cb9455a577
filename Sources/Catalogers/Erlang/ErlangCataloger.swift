internal import Bytes
package import Inventory
package import Layers

/// Finds packages of Erlang and Elixir: what lock files pin, and applications as they are installed and released.
///
/// `NAME.app` is one term: `{application, name, [{vsn, "1.0"}, {applications, [kernel, …]}, …]}.` (Erlang's `app(4)`).
package struct ErlangCataloger: Cataloger {
    package let id = "erlang"
    package let version = 2
    package let patterns: [FilePattern] = [.name("mix.lock"), .name("rebar.lock"), .suffix(".app")]
    package let wishes: Set<String> = ["lock"]

    package init() {}

    package func reading(of entry: LayerEntry) -> Reading { .document }

    package func read(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> Evidence? {
        let isApplication = entry.name.hasSuffix(".app")
        // Other things are called so too.
        if isApplication, bytes.index(of: Array("application".utf8)) == nil { return nil }
        // Read, a map is a list of pairs, so that its sign must be looked for before.
        if entry.name == "mix.lock" && !bytes.trimmed.hasPrefix("%{") {
            throw CatalogerError(.malformed, "the lock file is no map")
        }
        let terms: [BEAMTerm]
        do throws(ByteError) {
            terms = try BEAMTerm.terms(in: bytes, entry.name == "mix.lock" ? .elixir : .erlang)
        } catch {
            if isApplication { return nil }
            throw CatalogerError(
                error.code == .truncated ? .truncated : .malformed, "the lock file holds no terms", at: error.offset)
        }
        guard isApplication else {
            var contents = try entry.name == "mix.lock" ? HexLock.mix(terms) : HexLock.rebar(terms)
            let text = bytes.trimmed
            if entry.name == "rebar.lock", text.count > 0, text[text.count - 1] != UInt8(ascii: ".") {
                contents.noteCut("its last term has no full stop")
            }
            return contents.evidence(of: id, path: entry.path, kind: "lock")
        }
        return application(terms).map { record in
            Evidence(cataloger: id, path: entry.path, kind: "application", records: [record])
        }
    }

    /// An application that a lock file has by the same name and version was fetched from Hex, and is the same package.
    package func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] {
        let locked = Set(evidence.visible("lock").flatMap(\.evidence.records).map { "\($0.name) \($0.version)" })
        var join = PackageJoin(keepsCopies: true)
        for finding in evidence.findings() {
            var record = finding.record
            if locked.contains("\(record.name) \(record.version)") { record.type = .hex }
            join.add(
                Package(
                    record, purl: HexLock.url(of: record), layer: finding.layer, locations: [finding.evidence.path],
                    cataloger: id))
        }
        return join.sorted()
    }

    private func application(_ terms: [BEAMTerm]) -> PackageRecord? {
        guard let term = terms.first, term[0]?.text == "application", let name = term[1]?.text, !name.isEmpty,
            let properties = term[2], let version = properties["vsn"]?.text, !version.isEmpty
        else { return nil }
        var record = PackageRecord(type: .otp, name: name, version: version)
        record.dependencies = properties["applications"]?.elements.compactMap(\.text) ?? []
        record.licences = properties["licenses"]?.elements.compactMap(\.text) ?? []
        record.attributes["description"] = properties["description"]?.text?.utf8.span.trimmed.text
        return record
    }
}
