internal import Bytes
internal import Inventory

/// Names for a bill that depend on what it is of alone: no clock and no chance has a part in them.
struct BillIdentity {
    /// A name-based UUID (RFC 9562, version 5), in lower case.
    let uuid: String

    /// - Parameter format: bills of two formats are two documents.
    init(_ bill: Bill, format: String) {
        var text =
            "\(format)\n\(bill.tool.name) \(bill.tool.version)\n\(bill.created)\n\(bill.name)\n\(bill.supplier)\n"
        if let digest = bill.inventory.digest ?? bill.inventory.identifier { text += "\(digest)\n" }
        // Without a digest the content says which system it is; with one, which catalogers looked.
        var hasher = ContentHasher()
        for package in bill.inventory.packages {
            let line = Array("\(package.purl) \(package.layer) \(package.files.count) \(package.locations)\n".utf8)
            hasher.update(line.span)
        }
        text += "\(hasher.digest)"
        // The namespace for URLs of RFC 9562, appendix: 6ba7b811-9dad-11d1-80b4-00c04fd430c8.
        let namespace: [UInt8] = [
            0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8,
        ]
        let named = namespace + Array(text.utf8)
        var bytes = Array((Hex.decode(SHA1.hex(of: named.span).utf8) ?? namespace).prefix(16))
        bytes[6] = bytes[6] & 0x0f | 0x50
        bytes[8] = bytes[8] & 0x3f | 0x80
        let hex = Hex.encode(bytes)
        var parts: [Substring] = []
        var rest = hex[...]
        for length in [8, 4, 4, 4, 12] {
            parts.append(rest.prefix(length))
            rest = rest.dropFirst(length)
        }
        uuid = parts.joined(separator: "-")
    }

    /// The address that SPDX recommends for those without a site of their own (SPDX 2.3, 6.5).
    func namespace(named name: String) -> String { "https://spdx.org/spdxdocs/\(SPDXText.idPart(name))-\(uuid)" }
}
