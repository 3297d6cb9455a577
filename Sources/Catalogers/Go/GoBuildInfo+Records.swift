internal import Inventory

extension GoBuildInfo {
    /// The packages that a binary is made of: its main module, the modules linked in, and the standard library.
    ///
    /// - Parameter file: the binary's path.
    func records(ofFile file: String) -> [PackageRecord] {
        let library = library
        let linked = dependencies.map(record)
        guard let main = mainModule else { return linked + [library] }
        var record = PackageRecord(type: .golang, name: main.path, version: main.version)
        record.attributes = build
        if !isKnown(main.version) { (record.version, record.attributes["versionFrom"]) = guessedVersion(of: main) }
        record.attributes["mainPackage"] = path.isEmpty ? nil : path
        record.attributes["commit"] = settings["vcs.revision"]
        record.attributes["modified"] = settings["vcs.modified"] == "true" ? "true" : nil
        record.attributes["h1"] = main.sum.isEmpty ? nil : main.sum
        record.dependencies = (linked.prefix(Evidence.recordLimit) + [library]).map(\.name)
        record.files.append(file)
        return [record] + linked + [library]
    }

    /// The main module; a binary that was built without modules, as distributions do, is known by its main package alone.
    private var mainModule: Module? {
        if let main { return main.module }
        guard !path.isEmpty, path != "command-line-arguments" else { return nil }
        return Module(path: path, version: "", sum: "")
    }

    private var build: Attributes {
        var attributes: Attributes = ["goVersion": goVersion]
        attributes["goos"] = settings["GOOS"]
        attributes["goarch"] = settings["GOARCH"]
        return attributes
    }

    private var library: PackageRecord {
        var record = PackageRecord(type: .golang, name: "stdlib", version: GoModule.libraryVersion(goVersion))
        record.licences = ["BSD-3-Clause"]
        record.attributes = build
        return record
    }

    /// The module in its place; one that a folder replaced keeps its name and version, which is what is known of the code.
    private func record(_ dependency: Dependency) -> PackageRecord {
        var module = dependency.module
        var attributes = Attributes()
        if let replacement = dependency.replacement {
            if GoModule.isFolder(replacement.path) {
                attributes["replacedBy"] = replacement.path
            } else {
                attributes["replaces"] = module.path
                module = replacement
            }
        }
        attributes["h1"] = module.sum.isEmpty ? nil : module.sum
        var record = PackageRecord(type: .golang, name: module.path, version: module.version)
        record.attributes = attributes
        return record
    }

    private func isKnown(_ version: String) -> Bool { !version.isEmpty && version != GoModule.unknownVersion }

    /// The main module's version where the linker did not know it, and what tells it: flags of the build, a constant, the commit.
    private func guessedVersion(of main: Module) -> (version: String, from: String?) {
        if let flags = settings["-ldflags"], let version = GoModule.version(inFlags: flags, module: main.path) {
            return (version, "ldflags")
        }
        if let constantVersion { return (constantVersion, "constant") }
        let commit = GoModule.pseudoVersion(
            revision: settings["vcs.revision"] ?? "", time: settings["vcs.time"] ?? "")
        return commit.map { ($0, "commit") } ?? (GoModule.unknownVersion, nil)
    }
}
