/// What is known of one file beside the digests of its content; a file list keeps both in one text.
///
/// | word | |
/// |---|---|
/// | `size:880` | bytes of its content |
/// | `mode:644` | permission bits, octal |
/// | `uid:0`, `gid:0` | its owner and group |
/// | `layer:2` | the layer that brought it, 0 the lowest |
/// | `link:1` | it is another name of a file whose content the layer has elsewhere |
package struct FileFacts: Sendable, Equatable {
    package var size: Int?
    package var mode: UInt16?
    package var userID: UInt32?
    package var groupID: UInt32?
    package var layer: Int?
    package var isHardLink = false

    /// The words that are no digests.
    static let names: Set<Substring> = ["size", "mode", "uid", "gid", "layer", "link"]

    package init(size: Int? = nil, mode: UInt16? = nil, userID: UInt32? = nil, groupID: UInt32? = nil) {
        self.size = size
        self.mode = mode
        self.userID = userID
        self.groupID = groupID
    }

    /// Takes them from a file list's text; what is of another form is not known.
    package init(_ text: String) {
        for word in text.split(separator: " ") {
            guard let colon = word.firstIndex(of: ":") else { continue }
            let value = word[word.index(after: colon)...]
            switch word[..<colon] {
            case "size": size = Int(value).flatMap { $0 < 0 ? nil : $0 }
            case "mode": mode = UInt16(value, radix: 8)
            case "uid": userID = UInt32(value)
            case "gid": groupID = UInt32(value)
            case "layer": layer = Int(value).flatMap { $0 < 0 ? nil : $0 }
            case "link": isHardLink = value == "1"
            default: continue
            }
        }
    }

    /// The words, for behind the digests in a file list.
    package var text: String {
        let words = [
            size.map { "size:\($0)" }, mode.map { "mode:\(String($0, radix: 8))" }, userID.map { "uid:\($0)" },
            groupID.map { "gid:\($0)" }, layer.map { "layer:\($0)" }, isHardLink ? "link:1" : nil,
        ]
        return words.compactMap(\.self).joined(separator: " ")
    }
}
