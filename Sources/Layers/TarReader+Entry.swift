internal import Bytes
internal import Platform

extension TarReader {
    /// Makes an entry of a header and of what extended headers before it said.
    func entry(
        _ header: borrowing TarHeader, _ headerSize: Int, _ pax: PaxRecords, _ longName: [UInt8]?, _ longLink: [UInt8]?,
        at start: Int
    ) throws(LayerError) -> Item {
        let flag = header.typeFlag
        let rawName = pax.sparse.name ?? pax.path ?? longName ?? header.name
        let rawLink = pax.linkPath ?? longLink ?? header.linkName
        let kind = Self.kind(of: flag, name: rawName)
        // As the engines' own readers do: links, devices and directories have no content, whatever their size field says.
        let stored = kind == .regular ? pax.size ?? headerSize : 0
        guard stored <= limits.layerBytes, pax.sparse.realSize ?? 0 <= Self.sizeLimit else {
            throw LayerError(.limitExceeded, "a tar header speaks of more bytes than any layer has", at: start)
        }
        padding = try padded(stored, at: start) - stored
        remaining = stored
        let size = try takeSparseMap(header, pax.sparse, at: start) ?? stored
        let shown = String(decoding: rawName.prefix(200), as: UTF8.self)
        guard rawName.count <= limits.pathLength, rawLink.count <= limits.pathLength else {
            return .skipped(
                Diagnostic(
                    .limitExceeded, "a path of more than \(limits.pathLength) bytes was passed over", path: shown))
        }
        guard let path = LayerPath.normalise(rawName.span) else {
            return .skipped(Diagnostic(.unsafePath, "an entry whose path leaves the root was passed over", path: shown))
        }
        var target = String(decoding: rawLink, as: UTF8.self)
        if kind == .hardLink {
            guard let inside = LayerPath.normalise(rawLink.span) else {
                return .skipped(
                    Diagnostic(.unsafePath, "a hard link that leaves the root was passed over", path: shown))
            }
            target = inside
        }
        return .entry(
            LayerEntry(
                path: path, kind: kind, mode: UInt16(truncatingIfNeeded: (header.mode ?? 0) & 0o7777),
                userID: UInt32(clamping: pax.userID ?? header.userID ?? 0),
                groupID: UInt32(clamping: pax.groupID ?? header.groupID ?? 0), size: size,
                linkTarget: kind == .hardLink || kind == .symbolicLink ? target : "",
                extendedAttributes: pax.extendedAttributes, modified: pax.modified ?? header.modified ?? 0))
    }

    private static func kind(of flag: UInt8, name: [UInt8]) -> FileKind {
        switch flag {
        case UInt8(ascii: "1"): .hardLink
        case UInt8(ascii: "2"): .symbolicLink
        case UInt8(ascii: "3"): .characterDevice
        case UInt8(ascii: "4"): .blockDevice
        case UInt8(ascii: "5"), UInt8(ascii: "D"): .directory
        case UInt8(ascii: "6"): .fifo
        // V7 archives mark directories by a slash at the name's end only; later ones have a type for them.
        case 0: name.last == 0x2f ? .directory : .regular
        default: .regular
        }
    }
}
