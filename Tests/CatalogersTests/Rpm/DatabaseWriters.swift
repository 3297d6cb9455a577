@testable import Catalogers

/// Writes Berkeley DB hash databases.
struct BerkeleyWriter {
    var pageSize = 4096
    var isBigEndian = false
    /// 13 for sorted pages, 2 for the older unsorted ones.
    var hashPage: UInt8 = 13

    private func integer<T: FixedWidthInteger>(_ value: T) -> [UInt8] {
        isBigEndian ? bigEndian(value) : littleEndian(value)
    }

    /// A page of items; each at the page's end before the one before it.
    func page(_ items: [[UInt8]]) -> [UInt8] {
        var page = [UInt8](repeating: 0, count: pageSize)
        page[25] = hashPage
        put(integer(UInt16(items.count)), at: 20, in: &page)
        var end = pageSize
        for (place, item) in items.enumerated() {
            end -= item.count
            put(item, at: end, in: &page)
            put(integer(UInt16(end)), at: 26 + place * 2, in: &page)
        }
        put(integer(UInt16(truncatingIfNeeded: end)), at: 22, in: &page)
        return page
    }

    /// A database with one hash page for each value; what does not fit a quarter of a page goes to overflow pages.
    func database(_ values: [[UInt8]]) -> [UInt8] {
        var pages: [[UInt8]] = [[]]
        let counter: [[UInt8]] = [[1, 0, 0, 0, 0], [1] + littleEndian(UInt32(values.count))]
        pages.append(page(counter))
        for (place, value) in values.enumerated() {
            let key = [1] + littleEndian(UInt32(place + 1))
            guard value.count > pageSize / 4 else {
                pages.append(page([key, [1] + value]))
                continue
            }
            let first = pages.count + 1
            pages.append(page([key, [3, 0, 0, 0] + integer(UInt32(first)) + integer(UInt32(value.count))]))
            pages += overflow(value, from: first)
        }
        pages[0] = metadata(last: pages.count - 1)
        return pages.flatMap { $0 }
    }

    func overflow(_ value: [UInt8], from first: Int) -> [[UInt8]] {
        let room = pageSize - 26
        return stride(from: 0, to: value.count, by: room).enumerated().map { place, start in
            var page = [UInt8](repeating: 0, count: pageSize)
            let part = value[start..<min(start + room, value.count)]
            page[25] = 7
            put(integer(UInt16(part.count)), at: 22, in: &page)
            let isLast = start + room >= value.count
            put(integer(UInt32(isLast ? 0 : first + place + 1)), at: 16, in: &page)
            put(Array(part), at: 26, in: &page)
            return page
        }
    }

    func metadata(last: Int) -> [UInt8] {
        var page = [UInt8](repeating: 0, count: pageSize)
        put(integer(UInt32(0x061561)), at: 12, in: &page)
        put(integer(UInt32(9)), at: 16, in: &page)
        put(integer(UInt32(pageSize)), at: 20, in: &page)
        page[25] = 8
        put(integer(UInt32(last)), at: 32, in: &page)
        return page
    }
}

/// Writes databases of rpm's own format.
enum NativeWriter {
    static func database(_ values: [[UInt8]]) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 4096)
        put(Array("RpmP".utf8) + littleEndian(UInt32(0)) + littleEndian(UInt32(1)), at: 0, in: &bytes)
        put(littleEndian(UInt32(1)) + littleEndian(UInt32(values.count + 1)), at: 12, in: &bytes)
        for slot in 2..<256 { put(Array("Slot".utf8), at: slot * 16, in: &bytes) }
        for (place, value) in values.enumerated() {
            let package = UInt32(place + 1)
            let blocks = (16 + value.count + 12 + 15) / 16
            var blob = Array("BlbS".utf8) + littleEndian(package) + littleEndian(UInt32(1))
            blob += littleEndian(UInt32(value.count)) + value
            blob += [UInt8](repeating: 0, count: blocks * 16 - 12 - blob.count)
            blob += littleEndian(Adler32.checksum(blob.span)) + littleEndian(UInt32(value.count)) + Array("BlbE".utf8)
            let slot = littleEndian(package) + littleEndian(UInt32(bytes.count / 16)) + littleEndian(UInt32(blocks))
            put(slot, at: 32 + place * 16 + 4, in: &bytes)
            bytes += blob
        }
        return bytes
    }
}
