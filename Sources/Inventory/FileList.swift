internal import Bytes

/// Paths that a package owns, with their digests where the package says them; packed, because an image has a hundred thousand.
package struct FileList: Sendable, Equatable {
    /// `path NUL digest NUL` for each file; the digest as `md5:hex`, several as `sha1:hex sha256:hex`, or empty.
    package private(set) var packed: [UInt8] = []
    package private(set) var count = 0

    package init() {}

    /// Takes what `packed` gave; nothing where it is not of that form.
    package init?(packed: [UInt8]) {
        let zeros = packed.span.zeroCount
        guard zeros.isMultiple(of: 2), packed.isEmpty || packed.last == 0 else { return nil }
        self.packed = packed
        count = zeros / 2
    }

    package var isEmpty: Bool { count == 0 }

    /// Makes room, so that many files can be added without moving the ones before.
    package mutating func reserveCapacity(bytes: Int) { packed.reserveCapacity(bytes) }

    /// Adds a file; slashes at the path's start go, since all paths are relative to the image's root.
    package mutating func append(_ path: Span<UInt8>, digest: String = "") {
        append(path, digest: digest.utf8.span)
    }

    /// Adds a file whose digest is at hand as bytes.
    package mutating func append(_ path: Span<UInt8>, digest: Span<UInt8>) {
        var start = 0
        while start < path.count && path[start] == 0x2f { start += 1 }
        guard start < path.count, path.index(of: 0) == nil, digest.index(of: 0) == nil else { return }
        path.extracting(start..<path.count).withUnsafeBufferPointer { packed.append(contentsOf: $0) }
        packed.append(0)
        digest.withUnsafeBufferPointer { packed.append(contentsOf: $0) }
        packed.append(0)
        count += 1
    }

    package mutating func append(_ path: String, digest: String = "") {
        append(path.utf8.span, digest: digest)
    }

    /// Visits the files in their order without making texts of them.
    package func forEach(_ body: (_ path: Span<UInt8>, _ digest: Span<UInt8>) -> Void) {
        let bytes = packed.span
        var start = 0
        while let middle = bytes.index(of: 0, from: start), let end = bytes.index(of: 0, from: middle + 1) {
            body(bytes.extracting(start..<middle), bytes.extracting((middle + 1)..<end))
            start = end + 1
        }
    }

    /// The files as texts.
    package var elements: [(path: String, digest: String)] {
        var all: [(path: String, digest: String)] = []
        all.reserveCapacity(count)
        forEach { all.append(($0.text, $1.text)) }
        return all
    }
}
