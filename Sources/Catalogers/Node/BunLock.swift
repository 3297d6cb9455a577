internal import Bytes
internal import Inventory
internal import JSON

/// Reads `bun.lock` (Bun documentation, "BunLockFile"): JSON that may have a comma before a closing bracket, and comments.
///
/// `packages` is an object of arrays whose first element is `name@origin`; the first object behind it holds the package's `dependencies`, and
/// the last text its digest, where it has one (tried: versions 1 and 2).
enum BunLock {
    static func contents(_ bytes: Span<UInt8>) throws(CatalogerError) -> LockContents {
        let plain = strict(bytes)
        let document = try JSONValue(plain.span, of: "the lock file")
        try document.expect(.object)
        _ = try document.member("lockfileVersion", .number)
        var contents = LockContents()
        for member in try document.member(ifPresent: "packages", .object)?.members ?? [] where !contents.isFull {
            guard let origin = member.value[0]?.string.flatMap({ NpmOrigin($0) }) else {
                contents.refuse("\"\(member.name)\" of \"packages\"")
                continue
            }
            if origin.isLocal { continue }
            var record = origin.record
            let details = (member.value.array ?? []).dropFirst()
            for section in ["dependencies", "optionalDependencies"] {
                record.dependencies += details.first { $0.form == .object }?[section]?.members?.map(\.name) ?? []
            }
            if let digest = details.last?.string, digest.hasPrefix("sha") { record.attributes["integrity"] = digest }
            contents.records.append(record)
        }
        return contents
    }

    /// The text without comments, and without commas that nothing follows; of the same length, so that offsets stay right.
    static func strict(_ bytes: Span<UInt8>) -> [UInt8] {
        var plain: [UInt8] = []
        plain.reserveCapacity(bytes.count)
        var comma: Int?
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            let next = index + 1 < bytes.count ? bytes[index + 1] : 0
            switch byte {
            case UInt8(ascii: "\""):
                comma = nil
                let end = endOfString(bytes, from: index)
                plain.append(contentsOf: bytes.extracting(index..<end).array)
                index = end
                continue
            case UInt8(ascii: "/") where next == UInt8(ascii: "/"):
                while index < bytes.count && bytes[index] != 0x0a {
                    plain.append(0x20)
                    index += 1
                }
                continue
            case UInt8(ascii: ","): comma = plain.count
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if let place = comma { plain[place] = 0x20 }
                comma = nil
            case 0x20, 0x09, 0x0a, 0x0d: break
            default: comma = nil
            }
            plain.append(byte)
            index += 1
        }
        return plain
    }

    private static func endOfString(_ bytes: Span<UInt8>, from start: Int) -> Int {
        var index = start + 1
        while index < bytes.count && bytes[index] != UInt8(ascii: "\"") {
            index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        return min(index + 1, bytes.count)
    }
}
