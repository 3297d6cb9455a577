internal import Platform

/// Watches one container's processes for system calls that the kernel refused (EACCES, EPERM, EROFS), until the value goes.
///
/// A program at the tracepoint `sys_exit` looks at every system call's result on this machine, which each call pays for with a fraction of a
/// microsecond as long as the trace lives; what it copies is of the container alone, told by its process namespace.
package final class DenialTrace {
    private let trace: KernelTrace

    /// Begins to watch.
    ///
    /// - Parameter process: one that is in the container's process namespace.
    package init(process: Int32) throws {
        let namespace = try FileStatus(of: "/proc/\(process)/ns/pid")
        let trace: KernelTrace
        do throws(SystemError) {
            trace = try KernelTrace(at: "sys_exit") { ring, counter in
                TraceCode(namespace, ring: ring, counter: counter).instructions
            }
        } catch {
            throw RuntimeError(.unsupported, "what is refused cannot be watched on this machine: \(error)")
        }
        self.trace = trace
    }

    /// The descriptor that can be read when calls were refused.
    package var descriptor: Int32 { trace.ring.descriptor }

    /// The next call that was refused; nothing where there is none yet.
    package func next() -> RefusedCall? {
        while let record = trace.next(upTo: TraceRecord.size) {
            if let call = RefusedCall(record) { return call }
        }
        return nil
    }

    /// How many came faster than they were read.
    package var lost: Int { trace.lost }
}

/// Where the parts of a record lie.
enum TraceRecord {
    static let result = 0
    /// The process' and the thread's number in the container (`struct bpf_pidns_info`: thread, process).
    static let process = 8
    static let user = 16
    static let hostProcess = 24
    static let command = 32
    static let commandSize = 16
    /// The registers at the call (`struct pt_regs`).
    static let registers = 48
    static let registersSize = 288
    /// What the first four arguments point at, taken for texts.
    static let texts = registers + registersSize
    static let textSize = 256
    static let textCount = 4
    /// What the second and the fifth argument point at, and the first pointer of what the second does, taken for addresses of sockets.
    static let addresses = texts + textSize * textCount
    static let addressSize = 32
    static let addressCount = 3
    static let size = addresses + addressSize * addressCount

    /// Where a call's number and arguments stand among the registers (`arch/x86/include/asm/ptrace.h`, `arch/arm64/include/asm/ptrace.h`).
    #if arch(arm64)
    static let number = 64
    static let arguments = [272, 8, 16, 24, 32, 40]
    static let usedRegisters = 288
    static let architecture = "arm64"
    #else
    static let number = 120
    static let arguments = [112, 104, 96, 56, 72, 64]
    static let usedRegisters = 168
    static let architecture = "amd64"
    #endif
}

/// The program that copies what was refused.
struct TraceCode {
    /// Functions of the kernel that programs call (`enum bpf_func_id`).
    private enum Function: UInt32 {
        case find = 1
        case process = 14
        case user = 15
        case command = 16
        case readUser = 112
        case readKernel = 113
        case readUserText = 114
        case processInNamespace = 120
        case reserve = 131
        case submit = 132
    }

    /// Registers that keep what they have while functions are called.
    private enum Register {
        static let context: UInt8 = 6
        static let result: UInt8 = 7
        static let record: UInt8 = 8
        static let stack: UInt8 = 10
    }

    private(set) var instructions: [UInt64] = []
    /// Jumps to the end.
    private var exits: [Int] = []

    init(_ namespace: FileStatus, ring: Int32, counter: Int32) {
        add(0xbf, to: Register.context, from: 1)
        add(0x79, to: Register.result, from: Register.context, offset: 8)
        for (number, error) in RefusedCall.errors.enumerated() {
            let rest = RefusedCall.errors.count - number
            add(0x15, to: Register.result, offset: Int16(rest), number: -error.number)
        }
        exit(0x05)
        constant(namespace.device, into: 1)
        constant(namespace.inode, into: 2)
        pointer(to: -8, of: Register.stack, into: 3)
        add(0xb7, to: 4, number: 8)
        call(.processInNamespace)
        exit(0x55, of: 0)
        map(ring, into: 1)
        add(0xb7, to: 2, number: Int32(TraceRecord.size))
        add(0xb7, to: 3)
        call(.reserve)
        count(lostBy: counter)
        add(0xbf, to: Register.record, from: 0)
        store(Register.result, at: TraceRecord.result)
        add(0x79, to: 1, from: Register.stack, offset: -8)
        store(1, at: TraceRecord.process)
        call(.user)
        store(0, at: TraceRecord.user)
        call(.process)
        store(0, at: TraceRecord.hostProcess)
        pointer(to: TraceRecord.command, into: 1)
        add(0xb7, to: 2, number: Int32(TraceRecord.commandSize))
        call(.command)
        copy(.readKernel, TraceRecord.usedRegisters, to: TraceRecord.registers) { code in
            code.add(0x79, to: 3, from: Register.context)
        }
        for number in 0..<TraceRecord.textCount {
            let place = TraceRecord.texts + number * TraceRecord.textSize
            copy(.readUserText, TraceRecord.textSize, to: place) { $0.load(argument: number) }
        }
        for (number, argument) in [1, 4].enumerated() {
            let place = TraceRecord.addresses + number * TraceRecord.addressSize
            copy(.readUser, 28, to: place) { $0.load(argument: argument) }
        }
        // A message begins with a pointer to its address (`struct msghdr`).
        copy(.readUser, 28, to: TraceRecord.addresses + 2 * TraceRecord.addressSize) { code in
            code.add(0x79, to: 3, from: Register.record, offset: Int16(TraceRecord.addresses))
        }
        add(0xbf, to: 1, from: Register.record)
        add(0xb7, to: 2)
        call(.submit)
        for place in exits { instructions[place] |= UInt64(UInt16(instructions.count - place - 1)) << 16 }
        add(0xb7, to: 0)
        add(0x95)
    }

    /// Goes on where there was room, and counts where there was none.
    private mutating func count(lostBy counter: Int32) {
        let start = instructions.count
        add(0x55, to: 0)
        // The number has the key 0.
        add(0x62, to: Register.stack, offset: -12)
        map(counter, into: 1)
        pointer(to: -12, of: Register.stack, into: 2)
        call(.find)
        exit(0x15, of: 0)
        add(0xb7, to: 1, number: 1)
        add(0xdb, to: 0, from: 1)
        exit(0x05)
        instructions[start] |= UInt64(UInt16(instructions.count - start - 1)) << 16
    }

    /// Copies from where the third argument, which the body sets, points to.
    private mutating func copy(_ function: Function, _ size: Int, to place: Int, _ source: (inout Self) -> Void) {
        pointer(to: place, into: 1)
        add(0xb7, to: 2, number: Int32(size))
        source(&self)
        call(function)
    }

    private mutating func load(argument: Int) {
        let place = TraceRecord.registers + TraceRecord.arguments[argument]
        add(0x79, to: 3, from: Register.record, offset: Int16(place))
    }

    private mutating func store(_ register: UInt8, at place: Int) {
        add(0x7b, to: Register.record, from: register, offset: Int16(place))
    }

    private mutating func pointer(to place: Int, of base: UInt8 = Register.record, into register: UInt8) {
        add(0xbf, to: register, from: base)
        add(0x07, to: register, number: Int32(place))
    }

    private mutating func constant(_ value: UInt64, into register: UInt8) {
        add(0x18, to: register, number: Int32(truncatingIfNeeded: value))
        add(0, number: Int32(truncatingIfNeeded: value >> 32))
    }

    /// A map by its descriptor (`BPF_PSEUDO_MAP_FD`).
    private mutating func map(_ descriptor: Int32, into register: UInt8) {
        add(0x18, to: register, from: 1, number: descriptor)
        add(0)
    }

    private mutating func call(_ function: Function) { add(0x85, number: Int32(function.rawValue)) }

    private mutating func exit(_ operation: UInt8, of register: UInt8 = 0) {
        exits.append(instructions.count)
        add(operation, to: register)
    }

    private mutating func add(
        _ operation: UInt8, to: UInt8 = 0, from: UInt8 = 0, offset: Int16 = 0, number: Int32 = 0
    ) {
        instructions.append(
            KernelInstruction.make(
                operation, to: to, from: from, offset: UInt16(bitPattern: offset), number: UInt32(bitPattern: number)))
    }
}
