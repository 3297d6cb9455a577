internal import JSON
internal import XML

/// Reads files that are documents of a common form, or says that one is none.
enum Document {
    static func json(_ bytes: Span<UInt8>, _ what: String) throws(CatalogerError) -> JSONValue {
        do throws(JSONError) {
            // Some programs of Windows put a byte order mark before.
            return try JSONValue(bytes.extracting((bytes.hasByteOrderMark ? 3 : 0)..<bytes.count))
        } catch {
            throw CatalogerError(.malformed, "\(what) is no valid JSON", at: error.offset)
        }
    }

    static func toml(_ bytes: Span<UInt8>, _ what: String) throws(CatalogerError) -> TOMLValue {
        do throws(TOMLError) {
            return try TOMLValue(bytes)
        } catch {
            throw CatalogerError(.malformed, "\(what) is no valid TOML", at: error.offset)
        }
    }

    static func xml(_ bytes: Span<UInt8>, _ what: String) throws(CatalogerError) -> XMLElement {
        do throws(XMLError) {
            return try XMLElement(bytes)
        } catch {
            throw CatalogerError(.malformed, "\(what) cannot be read: \(error)", at: error.offset)
        }
    }
}

extension Span where Element == UInt8 {
    fileprivate var hasByteOrderMark: Bool { count >= 3 && self[0] == 0xef && self[1] == 0xbb && self[2] == 0xbf }
}
