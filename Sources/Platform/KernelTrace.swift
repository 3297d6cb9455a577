internal import CPlatform

/// A program of the kernel's machine that runs at a tracepoint and puts records into a ring, until the value goes.
package struct KernelTrace: ~Copyable {
    /// Bytes of the ring; a record that finds no room is counted and lost.
    private static let ringSize: UInt32 = 4 << 20

    /// Can be read when there are records.
    package let ring: FileHandle
    private let counter: FileHandle
    private let link: FileHandle
    private let mapped: OpaquePointer

    /// Loads a program, which the kernel checks.
    ///
    /// - Parameter instructions: made of the descriptors of the ring and of the counter of lost records.
    package init(
        at tracepoint: String, _ instructions: (_ ring: Int32, _ counter: Int32) -> [UInt64]
    ) throws(SystemError) {
        let ring = FileHandle(owning: try retrying("bpf") { hm_make_ring(Self.ringSize) })
        let counter = FileHandle(owning: try retrying("bpf") { hm_make_counter() })
        let program = instructions(ring.descriptor, counter.descriptor)
        let link = FileHandle(
            owning: try retrying("bpf") { hm_trace(program, UInt32(program.count), tracepoint) })
        guard let mapped = hm_map_ring(ring.descriptor, Self.ringSize) else { throw SystemError("mmap") }
        self.ring = ring
        self.counter = counter
        self.link = link
        self.mapped = mapped
    }

    deinit { hm_unmap_ring(mapped) }

    /// The next record, cut to so many bytes; nothing where there is none.
    package func next(upTo size: Int) -> [UInt8]? {
        var count = -1
        let record = [UInt8](unsafeUninitializedCapacity: size) { buffer, used in
            count = hm_take(mapped, buffer.baseAddress, size)
            used = max(0, count)
        }
        return count < 0 ? nil : record
    }

    /// How many records were lost.
    package var lost: Int {
        var value: UInt64 = 0
        return hm_read_counter(counter.descriptor, &value) == 0 ? Int(clamping: value) : 0
    }
}
