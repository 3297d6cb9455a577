/// How the end of a response's body is found (RFC 9112 §6.3).
enum BodyFraming: Equatable {
    /// The response has no body, or the connection becomes a tunnel.
    case none
    /// Content-Length bytes.
    case fixed(UInt64)
    case chunked
    /// Everything until the server closes the connection.
    case untilClose

    /// Decides by status, method and fields; what two readers could frame differently is refused.
    init(of head: ResponseHead, to method: Method) throws(HTTPError) {
        if method == .head || head.status == 204 || head.status == 304 || (method == .connect && head.isSuccess) {
            self = .none
            return
        }
        let lengths = head.headers.values(of: "Content-Length")
        let codings = head.headers.values(of: "Transfer-Encoding")
        guard codings.isEmpty else {
            guard lengths.isEmpty else {
                throw HTTPError(.protocolViolation, "the response has both Transfer-Encoding and Content-Length")
            }
            guard head.isVersion11 else {
                throw HTTPError(.protocolViolation, "a response of HTTP/1.0 has Transfer-Encoding")
            }
            guard codings.count == 1, equalIgnoringCase(codings[0].trimmed, "chunked") else {
                let coding = shown(codings.joined(separator: ", "))
                throw HTTPError(.protocolViolation, "the response has the transfer coding \(coding), not chunked")
            }
            self = .chunked
            return
        }
        guard !lengths.isEmpty else {
            self = .untilClose
            return
        }
        var agreed: UInt64?
        for member in lengths.flatMap({ $0.split(separator: ",", omittingEmptySubsequences: false) }) {
            guard let length = Self.length(of: member.trimmed), agreed == nil || agreed == length else {
                let values = shown(lengths.joined(separator: ", "))
                throw HTTPError(.protocolViolation, "the response has the invalid Content-Length \(values)")
            }
            agreed = length
        }
        self = agreed.map { .fixed($0) } ?? .untilClose
    }

    /// A length of digits only, or nothing where it is none or exceeds 63 bits.
    static func length(of text: some StringProtocol) -> UInt64? {
        guard !text.isEmpty, text.utf8.allSatisfy(\.isDigit), let length = UInt64(text), length <= Int64.max else {
            return nil
        }
        return length
    }
}
