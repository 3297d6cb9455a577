internal import JSON
internal import Platform

/// A program `docker-credential-NAME` that keeps credentials, such as in the desktop's key ring.
///
/// Asked with `get` and the registry's name on its standard input, it writes `{"Username":…,"Secret":…}` and ends with
/// 0, or writes what went wrong and ends with another status (the protocol of docker-credential-helpers).
struct CredentialHelper {
    let name: String
    let searchPath: String
    var timeout = Duration.seconds(30)

    var program: String { "docker-credential-\(name)" }

    /// What the helpers write where they have nothing for a registry, which the protocol gives no status of its own.
    private static let notFound = "credentials not found"

    /// The credentials for a registry; nothing where the helper has none.
    func credentials(for server: String) throws(ImageError) -> Credentials? {
        let isName = name.utf8.allSatisfy { byte in
            (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a)
                || byte == 0x2d || byte == 0x2e || byte == 0x5f
        }
        guard isName, !name.isEmpty else {
            throw ImageError(.malformed, "\(clipped(name)) cannot be the name of a credential helper")
        }
        guard let path = ChildProcess.find(program, searchPath: searchPath) else {
            throw ImageError(.notFound, "\(program) is in no folder of PATH")
        }
        let outcome: ChildProcess.Outcome
        do throws(SystemError) {
            outcome = try ChildProcess.run(path, ["get"], input: Array(server.utf8), timeout: timeout)
        } catch {
            throw ImageError(.unreadable, "\(error)")
        }
        switch outcome.end {
        case .exited(0): return try Self.credentials(outcome.output.span, of: program)
        case .exited(let status):
            let text = String(decoding: outcome.output.prefix(1024), as: UTF8.self)
            if text.hasPrefix(Self.notFound) { return nil }
            throw ImageError(.unreadable, "\(program) ends with status \(status): \(clipped(text))")
        case .signalled(let number): throw ImageError(.unreadable, "\(program) was ended by signal \(number)")
        case .timedOut: throw ImageError(.unreadable, "\(program) did not answer within \(timeout)")
        case .wroteTooMuch: throw ImageError(.limitExceeded, "\(program) wrote more than credentials can be")
        }
    }

    private static func credentials(_ output: Span<UInt8>, of program: String) throws(ImageError) -> Credentials? {
        let json: JSONValue
        do throws(JSONError) { json = try JSONValue(output) } catch {
            throw ImageError(.malformed, "\(program) did not write JSON: \(error)")
        }
        guard let user = json["Username"]?.string, let secret = json["Secret"]?.string else {
            throw ImageError(.malformed, "\(program) wrote no Username and Secret")
        }
        return Credentials(user: user, secret: secret)
    }
}
