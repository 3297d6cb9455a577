import Bytes

/// Which proxy stands before which server, as the usual environment variables say it.
///
/// `NO_PROXY` is a list, separated by commas, of host names (which include what lies below them), `.suffixes`,
/// addresses, networks such as `10.0.0.0/8`, each with an optional `:port`, or `*`. Loopback never goes to a proxy.
package struct ProxySettings: Hashable, Sendable {
    private var http: String?
    private var https: String?
    private var exceptions: [Exception]

    /// No proxy for anything.
    package static let none = ProxySettings { _ in nil }

    /// Reads `HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY`; their names in lower case come first.
    package init(environment: (String) -> String? = processEnvironment) {
        func setting(_ name: String) -> String? {
            for name in [name.lowercased(), name] {
                // A web server hands a request's Proxy header to CGI programs under this very name.
                if name == "HTTP_PROXY", environment("REQUEST_METHOD") != nil { continue }
                if let value = environment(name), !value.isEmpty { return value }
            }
            return nil
        }
        let all = setting("ALL_PROXY")
        http = setting("HTTP_PROXY") ?? all
        https = setting("HTTPS_PROXY") ?? all
        exceptions = (setting("NO_PROXY") ?? "").split { $0 == "," || $0 == " " }.map { Exception(String($0)) }
    }

    /// The proxy to reach a URL by, or nothing for a direct connection.
    package func proxy(for url: URL) throws(HTTPError) -> Proxy? {
        guard let setting = url.scheme == .http ? http : https else { return nil }
        if url.host == "localhost" || IPAddress(url.host)?.isLoopback == true { return nil }
        if exceptions.contains(where: { $0.covers(url) }) { return nil }
        return try Proxy(setting)
    }
}

extension ProxySettings {
    /// One member of `NO_PROXY`.
    private struct Exception: Hashable, Sendable {
        private var everything = false
        private var port: UInt16?
        private var network: (address: IPAddress, length: Int)? {
            address.map { ($0, length) }
        }
        private var address: IPAddress?
        private var length = 0
        private var suffix = ""

        init(_ text: String) {
            if text == "*" {
                everything = true
                return
            }
            var host = text.lowercased()
            if IPAddress(host) == nil, let colon = host.lastIndex(of: ":"),
                let number = UInt16(host[host.index(after: colon)...])
            {
                port = number
                host = String(host[..<colon])
            }
            if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
            let parts = host.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
            if let first = parts.first, let address = IPAddress(String(first)) {
                self.address = address
                // A length that is no number must not widen the exception: it then covers the one address.
                length = parts.count == 2 ? Int(parts[1]) ?? address.bytes.count * 8 : address.bytes.count * 8
            } else {
                suffix = String(host.drop { $0 == "*" }.drop { $0 == "." })
            }
        }

        func covers(_ url: URL) -> Bool {
            if everything { return true }
            if let port, port != url.port { return false }
            if let network {
                return IPAddress(url.host)?.isInside(network.address, length: network.length) == true
            }
            return !suffix.isEmpty && (url.host == suffix || url.host.hasSuffix(".\(suffix)"))
        }
    }
}
