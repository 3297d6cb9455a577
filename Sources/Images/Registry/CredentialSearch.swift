internal import Platform

/// Looks for credentials where `docker login` and `podman login` leave them.
package struct CredentialSearch: Sendable {
    /// What the search brought.
    struct Finding: Sendable {
        var credentials: Credentials?
        /// The file or program that had them.
        var origin: String?
        /// The files that were there.
        var files: [String] = []
        /// Why something that might have had them was of no use.
        var problems: [String] = []
    }

    /// The files in the order of their rank, whether they exist or not.
    let files: [String]
    private let searchPath: String

    /// Searches the files that this user's environment means.
    ///
    /// - Parameter environment: gives the value of a variable.
    package init(environment: (String) -> String? = Platform.environment) {
        func value(_ name: String) -> String? { environment(name).flatMap { $0.isEmpty ? nil : $0 } }
        let home = value("HOME") ?? Directory.home
        let runtime = Directory.base("XDG_RUNTIME_DIR", in: value)
        files =
            [value("REGISTRY_AUTH_FILE")].compactMap { $0 } + [
                "\(value("DOCKER_CONFIG") ?? "\(home)/.docker")/config.json",
                runtime.map { "\($0)/containers/auth.json" }
                    ?? "/run/containers/\(Directory.userIdentifier)/auth.json",
                "\(Directory.base("XDG_CONFIG_HOME", in: value) ?? "\(home)/.config")/containers/auth.json",
            ]
        searchPath = value("PATH") ?? "/usr/local/bin:/usr/bin:/bin"
    }

    /// The credentials for a reference's repository; what cannot be read is a problem to be told, not the search's end.
    func find(_ reference: Reference) -> Finding {
        let key = RegistryKey(reference)
        var finding = Finding()
        for path in files {
            let file: CredentialFile
            do throws(ImageError) {
                guard let read = try CredentialFile(path: path) else { continue }
                file = read
            } catch {
                finding.problems.append(error.message)
                continue
            }
            finding.files.append(path)
            finding.problems += file.problems.map { "\(path): \($0)" }
            // A helper of the registry's own comes before the one for all, and both before what stands in the file.
            if let name = key.find(in: file.helpers) ?? file.store {
                let helper = CredentialHelper(name: name, searchPath: searchPath)
                do throws(ImageError) {
                    if let found = try helper.credentials(for: key.server) {
                        finding.credentials = found
                        finding.origin = "\(helper.program), which \(path) names"
                        return finding
                    }
                } catch {
                    finding.problems.append("\(path): \(error.message)")
                }
            }
            if let found = key.find(in: file.credentials) {
                finding.credentials = found
                finding.origin = path
                return finding
            }
        }
        return finding
    }
}
