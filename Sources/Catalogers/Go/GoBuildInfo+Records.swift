internal import Inventory

extension GoBuildInfo {
    /// The packages that a binary is made of: its main module, the modules linked in, and the standard library.
    ///
    /// - Parameter path: of the binary.
    func records(ofFile path: String) -> [PackageRecord] {
        let library = library
        let linked = dependencies.map(record)
        guard let main else { return linked + [library] }
        var record = PackageRecord(type: .golang, name: main.module.path, version: mainVersion(main.module))
        record.attributes = build
        record.attributes["mainPackage"] = self.path.isEmpty ? nil : self.path
        record.attributes["commit"] = settings["vcs.revision"]
        record.attributes["modified"] = settings["vcs.modified"] == "true" ? "true" : nil
        record.attributes["h1"] = main.module.sum.isEmpty ? nil : main.module.sum
        record.dependencies = (linked + [library]).map(\.name)
        record.files.append(path)
        return [record] + linked + [library]
    }

    private var build: [String: String] {
        var attributes = ["goVersion": goVersion]
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
        var attributes: [String: String] = [:]
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

    /// The main module's version: the linker's, else what the build set by flags, else the commit's.
    private func mainVersion(_ module: Module) -> String {
        if !module.version.isEmpty && module.version != GoModule.unknownVersion { return module.version }
        if let flags = settings["-ldflags"], let version = GoModule.version(inFlags: flags, module: module.path) {
            return version
        }
        let commit = GoModule.pseudoVersion(
            revision: settings["vcs.revision"] ?? "", time: settings["vcs.time"] ?? "")
        return commit ?? GoModule.unknownVersion
    }
}
