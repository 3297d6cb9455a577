internal import CExpat

/// Drives expat over a document.
enum XMLParser {
    /// What stands between address and name in expat's names; no character of XML is this one.
    static let separator: UInt8 = 1
    /// Bytes that expat is given at once.
    private static let pieceLength = 16 << 20

    static func root(of bytes: Span<UInt8>) throws(XMLError) -> XMLElement {
        guard let parser = XML_ParserCreateNS(nil, XML_Char(separator)) else {
            throw XMLError(.tooLarge, at: 0)
        }
        defer { XML_ParserFree(parser) }
        let builder = XMLTreeBuilder(parser, memoryLimit: XMLElement.memoryLimit(ofLength: bytes.count))
        XML_SetUserData(parser, Unmanaged.passUnretained(builder).toOpaque())
        hm_xml_accept_encodings(parser)
        XML_SetElementHandler(
            parser, { data, name, attributes in XMLTreeBuilder.from(data)?.begin(name, attributes) },
            { data, _ in XMLTreeBuilder.from(data)?.end() })
        XML_SetCharacterDataHandler(parser) { data, text, count in XMLTreeBuilder.from(data)?.append(text, count) }
        XML_SetEntityDeclHandler(parser) { data, _, _, _, _, _, _, _, _ in
            XMLTreeBuilder.from(data)?.stop(.entities)
        }
        let isWhole = bytes.withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) { parse($0, by: parser) }
        }
        let offset = max(0, Int(XML_GetCurrentByteIndex(parser)))
        if let failure = builder.failure { throw XMLError(failure, at: offset) }
        guard isWhole else { throw XMLError(code(of: XML_GetErrorCode(parser)), at: offset) }
        guard let root = builder.root else { throw XMLError(.truncated, at: offset) }
        return root
    }

    private static func parse(_ bytes: UnsafeBufferPointer<CChar>, by parser: XML_Parser) -> Bool {
        var offset = 0
        while offset < bytes.count, let base = bytes.baseAddress {
            let count = min(pieceLength, bytes.count - offset)
            let isLast: Int32 = offset + count == bytes.count ? 1 : 0
            guard XML_Parse(parser, base + offset, Int32(count), isLast) == XML_STATUS_OK else { return false }
            offset += count
        }
        return true
    }

    private static func code(of error: XML_Error) -> XMLError.Code {
        switch error {
        case XML_ERROR_NO_ELEMENTS, XML_ERROR_UNCLOSED_TOKEN, XML_ERROR_UNCLOSED_CDATA_SECTION,
            XML_ERROR_PARTIAL_CHAR:
            .truncated
        case XML_ERROR_NO_MEMORY, XML_ERROR_AMPLIFICATION_LIMIT_BREACH: .tooLarge
        default: .malformed
        }
    }
}
