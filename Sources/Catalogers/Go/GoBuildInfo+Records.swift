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
        if GoModule.isWithoutRelease(main.version) {
            (record.version, record.attributes["versionFrom"]) = statedVersion(of: main)
            record.attributes["pseudoVersion"] = pseudoVersion(of: main)
        }
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

    /// The module in its place; of one that a folder replaced the name is known, and which version it replaces.
    private func record(_ dependency: Dependency) -> PackageRecord {
        var module = dependency.module
        var attributes = Attributes()
        if let replacement = dependency.replacement {
            if GoModule.isFolder(replacement.path) {
                attributes["replacedBy"] = replacement.path
                attributes["requiredVersion"] = module.version
                module.version = GoModule.unknownVersion
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

    /// The main module's version where the linker did not know a release, and what tells it: flags of the build, or a constant.
    ///
    /// A commit tells no release, so that its pseudo-version orders before all of them and says nothing.
    private func statedVersion(of main: Module) -> (version: String, from: String?) {
        if let flags = settings["-ldflags"], let version = GoModule.version(inFlags: flags, module: main.path) {
            return (version, "ldflags")
        }
        if let constantVersion { return (constantVersion, "constant") }
        return (GoModule.unknownVersion, nil)
    }

    /// The commit's pseudo-version: the linker's own, or one made of the repository's revision and time.
    private func pseudoVersion(of main: Module) -> String? {
        if main.version.hasPrefix(GoModule.untaggedPrefix) { return main.version }
        return GoModule.pseudoVersion(revision: settings["vcs.revision"] ?? "", time: settings["vcs.time"] ?? "")
    }
}
