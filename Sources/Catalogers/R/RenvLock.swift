internal import Inventory
internal import JSON

/// Reads `renv.lock` (renv documentation, "Lockfiles").
///
/// | member of `Packages.NAME` | kept as |
/// |---|---|
/// | `Package`, `Version` | name and version |
/// | `Source`: `Repository`, `Bioconductor`, `GitHub`, … | Bioconductor, or CRAN |
/// | `Repository`; `Hash` | attribute `repository`; `hash`, which is of the description and no file's |
/// | `RemoteUsername` and `RemoteRepo`, or `RemoteUrl`; `RemoteSha` | a repository and its commit |
/// | `Requirements` | names of dependencies |
enum RenvLock {
    static func contents(_ document: JSONValue) throws(CatalogerError) -> LockContents {
        try document.expect(.object)
        var contents = LockContents()
        for member in try document.member("Packages", .object).members ?? [] where !contents.isFull {
            let entry = member.value
            guard let name = entry["Package"]?.string, let version = entry["Version"]?.string, !name.isEmpty,
                !version.isEmpty
            else {
                contents.refuse("\"\(member.name)\" of \"Packages\"")
                continue
            }
            let isBioconductor = entry["Source"]?.string == "Bioconductor"
            var record = PackageRecord(type: isBioconductor ? .bioconductor : .cran, name: name, version: version)
            record.dependencies = (entry["Requirements"]?.array ?? []).compactMap(\.string).filter { $0 != "R" }
            record.attributes["repository"] = entry["Repository"]?.string
            record.attributes["hash"] = entry["Hash"]?.string
            record.attributes["commit"] = entry["RemoteSha"]?.string
            record.attributes["url"] = entry["RemoteUrl"]?.string ?? address(entry)
            contents.records.append(record)
        }
        return contents
    }

    /// `https://host/user/repository`, where it was taken from one.
    private static func address(_ entry: JSONValue) -> String? {
        guard let user = entry["RemoteUsername"]?.string, let repository = entry["RemoteRepo"]?.string else {
            return nil
        }
        let host = entry["RemoteHost"]?.string.map { $0 == "api.github.com" ? "github.com" : $0 }
        return host.map { "https://\($0)/\(user)/\(repository)" }
    }
}
