internal import Bytes
internal import JSON
internal import Platform

/// A file in which `docker login` and `podman login` keep credentials (Docker's `config.json`, podman's `auth.json`).
///
/// | member | content |
/// |---|---|
/// | `auths` | by registry: `auth` (base64 of `user:password`), or `username` and `password` |
/// | `auths` | by registry: `identitytoken` for its token server, `registrytoken` for itself |
/// | `credHelpers` | by registry: the `NAME` of the program `docker-credential-NAME` |
/// | `credsStore` | the `NAME` for all other registries |
struct CredentialFile: Sendable {
    let credentials: [(key: String, value: Credentials)]
    let helpers: [(key: String, value: String)]
    let store: String?
    /// What is wrong with single entries.
    let problems: [String]

    private static let sizeLimit = 4 << 20

    /// Reads the file at a path; nothing where there is none.
    init?(path: String) throws(ImageError) {
        let bytes: [UInt8]
        do throws(SystemError) {
            let file = try FileHandle(reading: path)
            bytes = try file.read(0..<(Self.sizeLimit + 1))
        } catch {
            if error.isNotFound { return nil }
            throw ImageError(.unreadable, "\(error)")
        }
        guard bytes.count <= Self.sizeLimit else {
            throw ImageError(.limitExceeded, "\(path) has more than \(Self.sizeLimit) bytes")
        }
        do throws(ImageError) { try self.init(bytes.span) } catch {
            throw ImageError(error.code, "\(path): \(error.message)")
        }
    }

    init(_ bytes: Span<UInt8>) throws(ImageError) {
        let json: JSONValue
        do throws(JSONError) { json = try JSONValue(bytes) } catch { throw ImageError(.malformed, "\(error)") }
        guard json.members != nil else { throw ImageError(.malformed, "it is not a JSON object") }
        var credentials: [(key: String, value: Credentials)] = []
        var problems: [String] = []
        for member in json["auths"]?.members ?? [] {
            do throws(ImageError) {
                guard let found = try Self.credentials(member.value) else { continue }
                credentials.append((member.name, found))
            } catch {
                problems.append("the entry for \(clipped(member.name)) \(error.message)")
            }
        }
        self.credentials = credentials
        self.problems = problems
        helpers = (json["credHelpers"]?.members ?? []).compactMap { member in
            member.value.string.flatMap { $0.isEmpty ? nil : (member.name, $0) }
        }
        store = json["credsStore"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The credentials of one entry; an empty one only says that a helper has them.
    private static func credentials(_ entry: JSONValue) throws(ImageError) -> Credentials? {
        func text(_ name: String) -> String { entry[name]?.string ?? "" }
        if !text("registrytoken").isEmpty { return .registryToken(text("registrytoken")) }
        if !text("identitytoken").isEmpty { return .identityToken(text("identitytoken")) }
        guard !text("auth").isEmpty else { return Credentials(user: text("username"), secret: text("password")) }
        guard var plain = Base64.decode(text("auth").utf8), let colon = plain.firstIndex(of: 0x3a) else {
            throw ImageError(.malformed, "has an invalid \"auth\": it is not user:password in base64")
        }
        // Old versions of Docker padded the text with zero bytes.
        while plain.last == 0 { plain.removeLast() }
        guard colon < plain.count else { return nil }
        return Credentials(
            user: String(decoding: plain[..<colon], as: UTF8.self),
            secret: String(decoding: plain[(colon + 1)...], as: UTF8.self))
    }
}
