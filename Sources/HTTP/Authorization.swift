internal import Bytes

/// Values of the Authorization header.
package enum Authorization {
    /// Shows a user name and a password (RFC 7617).
    package static func basic(user: String, password: String) -> String {
        "Basic \(Base64.encode(Array("\(user):\(password)".utf8)))"
    }

    /// Shows a token (RFC 6750).
    package static func bearer(_ token: String) -> String { "Bearer \(token)" }
}
