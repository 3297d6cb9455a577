internal import JSON

/// What a token server answers (the distribution project's token authentication specification).
///
/// | member | content |
/// |---|---|
/// | `token`, `access_token` | the token, under either name |
/// | `expires_in` | seconds that it holds; 60 where it is missing |
struct AccessToken: Equatable, Sendable {
    let text: String
    let lifetime: Duration

    init(text: String, lifetime: Duration) {
        self.text = text
        self.lifetime = lifetime
    }

    init(_ bytes: Span<UInt8>) throws(ImageError) {
        let json: JSONValue
        do throws(JSONError) { json = try JSONValue(bytes) } catch {
            throw ImageError(.malformed, "invalid JSON in the token server's answer: \(error)")
        }
        let token = [json["token"]?.string, json["access_token"]?.string].compactMap { $0 }.first { !$0.isEmpty }
        guard let token else { throw ImageError(.malformed, "the token server's answer holds no token") }
        guard token.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else {
            throw ImageError(.malformed, "the token server's token has characters that no token may have")
        }
        text = token
        lifetime = .seconds(min(max(json["expires_in"]?.integer ?? 60, 1), 86_400))
    }
}
