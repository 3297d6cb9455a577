/// The folder that all classes of an archive have in common, which tells whose they are.
///
/// Classes of other releases (`META-INF/versions/N/`) and of applications within (`BOOT-INF/classes/`, `WEB-INF/classes/`) do not count.
struct JavaClassFolders: Equatable {
    /// The common folder's names; nothing before the first class.
    private(set) var common: [Substring]?

    /// Takes the name of an entry.
    mutating func take(_ name: String) {
        guard name.hasSuffix(".class"), common?.isEmpty != true else { return }
        let parts = name.split(separator: "/").dropLast()
        guard let first = parts.first, first != "META-INF", first != "BOOT-INF", first != "WEB-INF" else { return }
        guard let known = common else {
            common = Array(parts.prefix(8))
            return
        }
        common = zip(known, parts).prefix { $0 == $1 }.map(\.0)
    }
}
