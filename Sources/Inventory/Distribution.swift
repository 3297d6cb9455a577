/// The operating system of an image, as its os-release file has it (os-release(5)).
package struct Distribution: Sendable, Equatable {
    /// `ID`: `debian`, `alpine`, `almalinux`.
    package var id: String
    /// `VERSION_ID`: `12`, `3.19.1`; empty for rolling releases and for Debian's testing.
    package var versionID: String
    /// `PRETTY_NAME`.
    package var prettyName: String
    /// `VERSION_CODENAME`.
    package var codename: String
    /// `ID_LIKE`, split.
    package var like: [String]
    /// All fields as they stand.
    package var fields: [String: String]

    package init(
        id: String, versionID: String = "", prettyName: String = "", codename: String = "", like: [String] = [],
        fields: [String: String] = [:]
    ) {
        self.id = id
        self.versionID = versionID
        self.prettyName = prettyName
        self.codename = codename
        self.like = like
        self.fields = fields
    }

    /// The value of package URLs' `distro` qualifier: `debian-12`.
    package var qualifier: String { versionID.isEmpty ? id : "\(id)-\(versionID)" }
}
