internal import Glibc

/// A file of our own in memory, read-only and loaded as it is touched.
///
/// Only files that are replaced whole and never shortened may be mapped: the layer cache and the advisory database.
package final class MappedFile: Sendable {
    private let start: UnsafeRawPointerBox
    package let count: Int

    package init(_ path: String) throws(SystemError) {
        let file = try FileHandle(reading: path)
        count = try file.status().size
        guard count > 0 else {
            start = UnsafeRawPointerBox(pointer: nil)
            return
        }
        guard let pointer = mmap(nil, count, PROT_READ, MAP_PRIVATE, file.descriptor, 0), pointer != MAP_FAILED else {
            throw SystemError("mmap", path: path)
        }
        start = UnsafeRawPointerBox(pointer: UnsafeRawPointer(pointer))
    }

    deinit {
        if let pointer = start.pointer { munmap(UnsafeMutableRawPointer(mutating: pointer), count) }
    }

    /// The file's bytes; the memory lives as long as this object.
    package var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start.pointer, count: count) }
}

/// A pointer to memory that nobody writes, which is what makes sharing it between threads safe.
struct UnsafeRawPointerBox: @unchecked Sendable {
    let pointer: UnsafeRawPointer?
}
