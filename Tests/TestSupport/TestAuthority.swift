#if canImport(Glibc)
import Glibc
#endif

/// A certificate authority for tests, made by the `openssl` command in a folder that goes with it.
package final class TestAuthority: Sendable {
    private let folder: String

    /// Makes a new authority.
    package init() throws {
        var template = Array("/tmp/hullmark-authority.XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw LoopbackFailure("no folder for a test's certificates") }
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        try openssl([
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
            "-subj", "/CN=Test authority", "-keyout", "\(folder)/authority.key", "-out", "\(folder)/authority.pem",
        ])
    }

    deinit {
        guard let directory = opendir(folder) else { return }
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            unlink("\(folder)/\(name)")
        }
        closedir(directory)
        rmdir(folder)
    }

    /// The authority's own certificate.
    package var certificateFile: String { "\(folder)/authority.pem" }

    /// Issues a certificate for host names and addresses, written `DNS:host` and `IP:127.0.0.1`.
    package func issue(
        _ name: String, for subjects: [String] = ["IP:127.0.0.1"], isExpired: Bool = false
    ) throws -> LoopbackIdentity {
        let base = "\(folder)/\(name)"
        try openssl([
            "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj",
            "/CN=\(name)",
            "-addext", "subjectAltName=\(subjects.joined(separator: ","))", "-keyout", "\(base).key", "-out",
            "\(base).csr",
        ])
        try openssl([
            "x509", "-req", "-in", "\(base).csr", "-copy_extensions", "copy", "-CA", certificateFile, "-CAkey",
            "\(folder)/authority.key", "-CAserial", "\(base).srl", "-CAcreateserial", "-days", isExpired ? "-1" : "2",
            "-out", "\(base).pem",
        ])
        return LoopbackIdentity(certificateFile: "\(base).pem", keyFile: "\(base).key")
    }

    private func openssl(_ arguments: [String]) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for output: Int32 in [1, 2] {
            posix_spawn_file_actions_addopen(&actions, output, "/dev/null", O_WRONLY, 0)
        }
        var pointers = (["openssl"] + arguments).map { strdup($0) }
        pointers.append(nil)
        defer { for pointer in pointers { free(pointer) } }
        var process: pid_t = 0
        guard posix_spawnp(&process, "openssl", &actions, nil, pointers, environ) == 0 else {
            throw LoopbackFailure("the openssl command is missing")
        }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        guard status == 0 else { throw LoopbackFailure("openssl \(arguments.joined(separator: " ")) failed") }
    }
}
