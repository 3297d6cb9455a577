internal import Bytes

/// A proxy that speaks HTTP in the clear, and what it is told about the user.
package struct Proxy: Hashable, Sendable {
    package let host: String
    package let port: UInt16
    /// The value of Proxy-Authorization, where the setting names a user.
    let authorization: String?

    /// Reads a setting such as `http://user:password@proxy.example:3128` or `proxy.example:3128`.
    package init(_ setting: String) throws(HTTPError) {
        let text = setting.contains("://") ? setting : "http://\(setting)"
        let hidden = shown(URL.redacted(text))
        let parsed: (url: URL, userInfo: String?)
        do { parsed = try URL.parse(text) } catch {
            throw HTTPError(.proxyFailed, "the proxy setting \(hidden) cannot be used: \(error.message)")
        }
        guard parsed.url.scheme == .http else {
            throw HTTPError(.proxyFailed, "the proxy \(hidden) cannot be used: only http:// proxies are spoken to")
        }
        host = parsed.url.host
        port = parsed.url.port
        guard let userInfo = parsed.userInfo else {
            authorization = nil
            return
        }
        guard let credentials = PercentEncoding.decode(userInfo) else {
            throw HTTPError(.proxyFailed, "the proxy setting \(hidden) has a broken percent escape in its user")
        }
        let isPair = credentials.contains(UInt8(ascii: ":"))
        authorization = "Basic \(Base64.encode(isPair ? credentials : credentials + [UInt8(ascii: ":")]))"
    }
}
