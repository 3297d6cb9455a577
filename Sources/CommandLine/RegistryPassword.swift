internal import ArgumentParser
internal import Images
internal import Platform

/// The credentials that a user gives on the command line: a name, and a password that no list of processes shows.
enum RegistryPassword {
    private static let limit = 64 << 10

    /// The credentials of a user; nil without one.
    ///
    /// - Parameter readsInput: whether the password comes from standard input, else from `HULLMARK_PASSWORD`.
    static func credentials(of user: String?, readsInput: Bool) throws -> Credentials? {
        guard let user else { return nil }
        let password = readsInput ? try input() : environment("HULLMARK_PASSWORD")
        guard let password, !password.isEmpty else {
            throw ValidationError(
                "no password for --username \(user); pass it with --password-stdin or HULLMARK_PASSWORD")
        }
        return .password(user: user, password: password)
    }

    /// Standard input without the end of its last line.
    private static func input() throws -> String {
        let scratch = Scratch(cache: Directory.userCache)
        guard let place = try InputStreams.shared.place(of: "-", scratch: scratch, limit: limit) else { return "" }
        let file = try place.open()
        var bytes = try file.read(0..<min(try file.status().size, limit))
        if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
        if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }
}
