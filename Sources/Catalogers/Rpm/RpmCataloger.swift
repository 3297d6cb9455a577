internal import Bytes
package import Inventory
package import Layers

/// Finds the packages of the rpm database, in all forms that rpm keeps it in, and of the lists that stand in for it.
///
/// | file                          | form                          | who has it                       |
/// |-------------------------------|-------------------------------|----------------------------------|
/// | `Packages`                    | Berkeley DB hash              | RHEL up to 8, CentOS, Amazon 2   |
/// | `Packages.db`                 | NDB, rpm's own                | SUSE, openSUSE                   |
/// | `rpmdb.sqlite`                | SQLite                        | Fedora, RHEL from 9, Azure Linux |
/// | `rpmmanifest/…-manifest-1, -2`| text that `rpm -qa` printed   | Azure Linux "distroless"         |
///
/// The database's form is told by its content, not by its name.
package struct RpmCataloger: Cataloger {
    package let id = "rpm"
    package let version = 2

    /// Where distributions keep the database; `usr/share/rpm` is rpm-ostree's.
    static let folders = ["var/lib/rpm", "usr/lib/sysimage/rpm", "usr/share/rpm"]
    static let manifest1 = "var/lib/rpmmanifest/container-manifest-1"
    static let manifest2 = "var/lib/rpmmanifest/container-manifest-2"

    package init() {}

    package var patterns: [FilePattern] {
        let names = ["Packages", "Packages.db", "rpmdb.sqlite", "rpmdb.sqlite-wal"]
        let databases = Self.folders.flatMap { folder in names.map { FilePattern.path("\(folder)/\($0)") } }
        return databases + [.path(Self.manifest1), .path(Self.manifest2)]
    }

    package func read(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> Evidence? {
        var evidence = Evidence(cataloger: id, path: entry.path, kind: Kind.database)
        switch entry.path {
        case Self.manifest1:
            evidence.kind = Kind.names
            ContainerManifest.readNames(bytes, into: &evidence)
        case Self.manifest2:
            evidence.kind = Kind.table
            ContainerManifest.readTable(bytes, into: &evidence)
        case _ where entry.path.hasSuffix("-wal"):
            guard let problem = SQLiteLog.problem(bytes) else { return nil }
            evidence.kind = Kind.log
            evidence.problems = [problem]
        default:
            try RpmDatabase.read(bytes, into: &evidence)
        }
        return evidence
    }

    /// What each kind of file is called in the evidence.
    enum Kind {
        static let database = "database"
        static let log = "log"
        static let names = "names"
        static let table = "table"
    }
}
