/// Finds the Maven group of an archive that has no `pom.properties` of its own.
///
/// The lists of known artefacts name those first that advisories are about. First what the manifest says outright, then artefacts whose builds are known to leave nothing in the archive, then names in the
/// manifest that are written as a group is: from a top-level domain down.
enum JavaGroup {
    /// The group, or the artifact itself, which old artefacts have as their group, where nothing tells it.
    ///
    /// - Parameter classes: the folder that the archive's classes have in common.
    static func group(of artifact: String, _ manifest: JavaManifest?, classes: [Substring]? = nil) -> String {
        if let said = manifest?["Group-Id"], isGroup(said) { return said }
        if let known = known(artifact) { return known }
        for field in fields {
            guard let value = manifest?[field] else { continue }
            let name = String((value.split(separator: ";").first ?? "").trimmingSpaces)
            guard isGroup(name) else { continue }
            return shortened(name, artifact)
        }
        return classes.flatMap { group(ofClasses: $0, artifact) } ?? artifact
    }

    /// The artifact and its group where others have other names for its file: `log4j` for `log4j-1.2`, `spring-web` for `spring3-web`.
    static func artifact(ofFile name: String, _ manifest: JavaManifest?) -> String {
        if names[name] != nil { return name }
        if let title = manifest?["Implementation-Title"] ?? manifest?["Bundle-SymbolicName"], isArtifact(title) {
            if title == withoutSeries(name) || JavaArchiveName.plain(title) == JavaArchiveName.plain(name) {
                return title
            }
        }
        let bare = withoutSeries(name)
        return names[bare] == nil ? name : bare
    }

    /// A name without the series of releases that distributions put behind it: `log4j` of `log4j-1.2`.
    private static func withoutSeries(_ name: String) -> String {
        guard let hyphen = name.utf8.lastIndex(of: UInt8(ascii: "-")) else { return name }
        let series = name.utf8[name.utf8.index(after: hyphen)...]
        let isSeries = series.contains(UInt8(ascii: ".")) && series.allSatisfy { $0 &- 0x30 < 10 || $0 == 0x2e }
        return isSeries ? String(name[..<hyphen]) : name
    }

    /// Whether a text may be an artifact's name: one word, and no dots as names of bundles and packages have.
    private static func isArtifact(_ text: String) -> Bool {
        text.utf8.allSatisfy { ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == 0x2d || $0 == 0x5f }
    }

    /// The group by the classes' common folder: up to a name that is a word of the artifact, else one more than a foundation's.
    private static func group(ofClasses folders: [Substring], _ artifact: String) -> String? {
        guard isGroup(folders.prefix(2).joined(separator: ".")) else { return nil }
        let words = artifact.lowercased().split { $0 == "-" || $0 == "_" || $0 == "." }
        let word = folders.indices.dropFirst().first { words.contains(Substring(folders[$0].lowercased())) }
        let isShared = foundations.contains(folders.prefix(2).joined(separator: "."))
        var count = word.map { $0 + 1 } ?? (isShared ? 3 : 2)
        if isShared, count < 3 { count = 3 }
        let group = folders.prefix(count).joined(separator: ".")
        return isGroup(group) && !foundations.contains(group) ? group : nil
    }

    /// Prefixes that many projects have below them, so that none of them is a project's group.
    private static let foundations: Set<String> = [
        "com.android", "com.github", "com.google", "com.microsoft", "com.sun", "edu.umd", "io.github", "net.java",
        "net.sf", "net.sourceforge", "org.apache", "org.codehaus", "org.eclipse", "org.glassfish", "org.jboss",
        "org.jetbrains", "org.netbeans", "org.objectweb",
    ]

    /// The coordinates of a bundle whose file is named otherwise than its artifact.
    ///
    /// Maven's bundle plugin names a bundle by its group and its artifact, and writes what the end of one and the start of the other
    /// have in common once: `org.eclipse.jetty.http` is `jetty-http` of `org.eclipse.jetty`, and `org.apache.tomcat-jasper` is
    /// `tomcat-jasper` of `org.apache.tomcat`. Distributions put numbers into files' names, `jetty9-http`.
    static func coordinates(ofBundle bundle: String, file: String) -> (group: String, artifact: String)? {
        let name = String((bundle.split(separator: ";").first ?? "").trimmingSpaces)
        let parts = name.split(separator: ".")
        let artifact = JavaArchiveName.plain(file)
        let plain = artifact.split(separator: "-")
        guard isGroup(name), artifact.utf8.count < file.utf8.count, plain.count >= 2, let start = plain.first else {
            return nil
        }
        if let last = parts.last, last == artifact {
            return parts.count >= 2 ? ((parts.dropLast() + [start]).joined(separator: "."), artifact) : nil
        }
        guard plain.count < parts.count, Array(parts.suffix(plain.count)) == plain else { return nil }
        let group = parts.dropLast(plain.count - 1)
        return group.count >= 2 ? (group.joined(separator: "."), artifact) : nil
    }

    /// Manifest attributes in the order in which they are believed.
    private static let fields = [
        "Implementation-Vendor-Id", "Bundle-SymbolicName", "Extension-Name", "Specification-Vendor",
        "Implementation-Vendor", "Implementation-Title", "Bundle-Activator", "Automatic-Module-Name", "Main-Class",
        "Package",
    ]

    private static let domains: Set<Substring> = [
        "com", "org", "net", "io", "be", "de", "fr", "ch", "edu", "gov", "jakarta", "javax", "me", "dev", "app", "uk",
        "nl",
        "ru", "cn", "se", "eu", "us", "it", "jp", "br", "au", "at", "cz", "pl", "tech", "ai", "cloud", "info",
    ]

    private static func known(_ artifact: String) -> String? {
        if let group = names[artifact] { return group }
        return prefixes.filter { artifact.hasPrefix($0.prefix) }.max { $0.prefix.count < $1.prefix.count }?.group
    }

    private static func isGroup(_ name: String) -> Bool {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count >= 2, let first = parts.first, domains.contains(first) else { return false }
        return parts.allSatisfy { part in
            !part.isEmpty
                && part.utf8.allSatisfy { ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == 0x2d || $0 == 0x5f }
        }
    }

    /// A group in a longer name: without a class at its end, and without what repeats the artifact.
    private static func shortened(_ name: String, _ artifact: String) -> String {
        var parts = name.split(separator: ".")
        if let last = parts.last, last.utf8.first.map({ $0 &- 0x41 < 26 }) == true, parts.count > 2 {
            parts.removeLast()
        }
        if let last = parts.last, parts.count > 2, artifact.hasSuffix(last) || artifact == name {
            // A foundation's bare prefix is the group of none of its projects.
            if !foundations.contains(parts.dropLast().joined(separator: ".")) { parts.removeLast() }
        }
        return parts.joined(separator: ".")
    }
}
