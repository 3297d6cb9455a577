/// Instructions of the kernel's machine (Documentation/bpf/standardization/instruction-set.rst): operation (8 bits), two registers (4 each), an
/// offset (16), a number (32).
enum KernelInstruction {
    static func make(
        _ operation: UInt8, to: UInt8 = 0, from: UInt8 = 0, offset: UInt16 = 0, number: UInt32 = 0
    ) -> UInt64 {
        UInt64(operation) | UInt64(to | from << 4) << 8 | UInt64(offset) << 16 | UInt64(number) << 32
    }
}
