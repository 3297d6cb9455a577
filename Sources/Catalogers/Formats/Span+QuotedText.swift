extension Span where Element == UInt8 {
    /// The text between a quote and the next of its kind, a backslash taking the next byte as it is and `\n` for a line's end; nothing
    /// where the text has no end.
    ///
    /// - Parameter offset: the quote's place, and then the place behind the other.
    func quotedText(at offset: inout Int) -> String? {
        guard offset < count else { return nil }
        let quote = self[offset]
        var text: [UInt8] = []
        offset += 1
        while offset < count {
            let byte = self[offset]
            offset += 1
            if byte == quote { return String(decoding: text, as: UTF8.self) }
            guard byte == UInt8(ascii: "\\"), offset < count else {
                text.append(byte)
                continue
            }
            text.append(self[offset] == UInt8(ascii: "n") ? 0x0a : self[offset])
            offset += 1
        }
        return nil
    }
}
