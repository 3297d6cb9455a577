internal import Bytes
package import JSON
internal import Layers
package import XML

/// A document that may be a bill of materials, parsed as far as every format needs it.
package enum BillContent: Sendable {
    case json(JSONValue)
    case xml(XMLElement)
    case text([UInt8])

    /// Parses by the first byte that is no white space.
    package init(_ bytes: Span<UInt8>) throws(BillError) {
        let compression = Compression(head: bytes)
        guard compression == .none else {
            throw BillError(.unrecognised, "the document is compressed (\(compression.rawValue)); unpack it first")
        }
        // Of XML and JSON alone other encodings would be possible, and no writer of bills uses them.
        if bytes.count >= 2,
            [[0xff, 0xfe], [0xfe, 0xff], [0x3c, 0], [0x7b, 0], [0, 0x3c], [0, 0x7b]].contains([bytes[0], bytes[1]])
        {
            throw BillError(.unrecognised, "the document is UTF-16, and only UTF-8 is read")
        }
        let start = bytes.hasPrefix("\u{feff}") ? 3 : 0
        var first = start
        while first < bytes.count && isSpace(bytes[first]) { first += 1 }
        guard first < bytes.count else { throw BillError(.unrecognised, "the document is empty") }
        switch bytes[first] {
        case 0x7b:
            do throws(JSONError) { self = .json(try JSONValue(bytes)) } catch {
                throw BillError(.malformed, "\(error)")
            }
        case 0x3c:
            do throws(XMLError) { self = .xml(try XMLElement(bytes)) } catch { throw BillError(.malformed, "\(error)") }
        default: self = .text(bytes.extracting(start...).array)
        }
    }

    /// The bill inside an attestation: the payload of a DSSE envelope, the predicate of an in-toto statement.
    ///
    /// - Parameter depth: how many wrappings are taken off.
    func unwrapped(depth: Int) throws(BillError) -> BillContent {
        guard depth > 0, case .json(let value) = self else { return self }
        if value["payloadType"] != nil, let payload = value["payload"]?.string {
            guard let bytes = Base64.decode(payload.utf8) else {
                throw BillError(.malformed, "the envelope's payload is no base64")
            }
            return try BillContent(bytes.span).unwrapped(depth: depth - 1)
        }
        if value["_type"] != nil, let predicate = value["predicate"] {
            return try BillContent.json(predicate).unwrapped(depth: depth - 1)
        }
        return self
    }

    var json: JSONValue? { if case .json(let value) = self { value } else { nil } }
    var xml: XMLElement? { if case .xml(let element) = self { element } else { nil } }
    var text: [UInt8]? { if case .text(let bytes) = self { bytes } else { nil } }
}
