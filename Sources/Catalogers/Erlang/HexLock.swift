internal import Inventory

/// Reads what lock files of Erlang and Elixir pin.
///
/// | file | form |
/// |---|---|
/// | `mix.lock` | `"app": {:hex, :name, "1.0", "inner sha256", [:mix], [{:other, "~> 1", …}], "hexpm", "outer sha256"}` |
/// | | `"app": {:git, "https://…", "commit", […]}` |
/// | `rebar.lock` | `{"1.2.0", [{<<"app">>, {pkg, <<"name">>, <<"1.0">>}, 0}]}.` |
/// | | `{<<"app">>, {git, "https://…", {ref, "commit"}}, 0}` |
/// | | `[{pkg_hash, [{<<"app">>, <<"SHA-256">>}]}, {pkg_hash_ext, […]}].` |
///
/// Sources: Hex's documentation of `mix.lock`; rebar3's of `rebar.lock`.
enum HexLock {
    static func mix(_ terms: [BEAMTerm]) throws(CatalogerError) -> LockContents {
        guard case .list(let pairs)? = terms.first else {
            throw CatalogerError(.malformed, "the lock file is no map")
        }
        var contents = LockContents()
        for pair in pairs where !contents.isFull {
            guard let app = pair[0]?.text, let lock = pair[1], !app.isEmpty, let kind = lock[0]?.text else {
                contents.refuse("an element of the map")
                continue
            }
            switch kind {
            case "hex":
                guard let name = lock[1]?.text, let version = lock[2]?.text, !name.isEmpty else {
                    contents.refuse("\"\(app)\"")
                    continue
                }
                var record = PackageRecord(type: .hex, name: name, version: version)
                record.dependencies = lock[5]?.elements.compactMap { $0[0]?.text } ?? []
                let repository = lock[6]?.text ?? "hexpm"
                if repository != "hexpm" { record.attributes["repository"] = repository }
                record.attributes["sha256"] = lock[7]?.text ?? lock[3]?.text
                contents.records.append(record)
            case "git": contents.records.append(source(app, lock[1]?.text, lock[2]?.text))
            default: continue
            }
        }
        return contents
    }

    static func rebar(_ terms: [BEAMTerm]) throws(CatalogerError) -> LockContents {
        // Without a version in front the list stands alone.
        let locks: [BEAMTerm]
        switch terms.first {
        case .list(let elements): locks = elements
        case .tuple(let elements) where elements.count > 1 && elements[1].isList: locks = elements[1].elements
        default: throw CatalogerError(.malformed, "the lock file holds no list of packages")
        }
        let attributes = terms.count > 1 ? terms[1] : .list([])
        var digests: [String: String] = [:]
        for section in ["pkg_hash", "pkg_hash_ext"] {
            for pair in attributes[section]?.elements ?? [] {
                if let app = pair[0]?.text { digests[app] = pair[1]?.text }
            }
        }
        var contents = LockContents()
        for lock in locks where !contents.isFull {
            guard let app = lock[0]?.text, let origin = lock[1], !app.isEmpty, let kind = origin[0]?.text else {
                contents.refuse("an element of the list")
                continue
            }
            switch kind {
            case "pkg":
                guard let name = origin[1]?.text, let version = origin[2]?.text, !name.isEmpty else {
                    contents.refuse("\"\(app)\"")
                    continue
                }
                var record = PackageRecord(type: .hex, name: name, version: version)
                record.attributes["sha256"] = digests[app]?.lowercased()
                contents.records.append(record)
            case "git", "git_subdir": contents.records.append(source(app, origin[1]?.text, origin[2]?[1]?.text))
            default: continue
            }
        }
        return contents
    }

    static func url(of record: PackageRecord) -> PackageURL {
        // `hexpm:organisation` is a private part of the default repository.
        let repository = record.attributes["repository"] ?? ""
        let organisation = repository.hasPrefix("hexpm:") ? String(repository.dropFirst(6)) : ""
        return PackageURL(
            type: record.type, namespace: organisation.lowercased(), name: record.name.lowercased(),
            version: record.version, qualifiers: [SourceRepository.qualifier(of: record)])
    }

    /// A package of a repository, whose version nobody says.
    private static func source(_ name: String, _ url: String?, _ commit: String?) -> PackageRecord {
        var record = PackageRecord(type: .hex, name: name, version: "")
        record.attributes["url"] = url
        record.attributes["commit"] = commit
        return record
    }
}
