internal import Bytes
internal import HTTP

/// What shows a registry who asks.
package enum Credentials: Sendable, Equatable {
    case password(user: String, password: String)
    /// A token for the token server, which gives access tokens for it (OAuth 2.0's refresh token).
    case identityToken(String)
    /// A token for the registry itself.
    case registryToken(String)

    /// The user name that stands for an identity token where only a name and a secret can be said.
    static let tokenUser = "<token>"

    /// Takes a name and a secret as credential helpers give them; nothing where both are empty.
    init?(user: String, secret: String) {
        guard !secret.isEmpty else { return nil }
        self = user == Self.tokenUser ? .identityToken(secret) : .password(user: user, password: secret)
    }

    /// The value of an Authorization header, where they can be shown in the `Basic` way.
    var basic: String? {
        guard case .password(let user, let password) = self else { return nil }
        return Authorization.basic(user: user, password: password)
    }
}
