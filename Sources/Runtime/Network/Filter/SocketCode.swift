internal import Bytes
internal import Platform
internal import Profiles

/// The instructions of a program.
///
/// What is asked about is loaded into registers once. The kernel would replace each look at it by several instructions, moving all that
/// stand behind; and what is on the stack it follows through the whole program, each time anew.
struct SocketCode {
    enum Verdict: UInt32 { case refuse = 0, accept = 1 }

    /// Where it lies (`struct bpf_sock_addr`, and of the socket itself `struct bpf_sock`).
    private enum Field {
        static let address4: UInt16 = 4
        static let address6: UInt16 = 8
        static let port: UInt16 = 24
        static let transport: UInt16 = 36
        static let socket: UInt16 = 64
        static let ownPort: UInt16 = 44
    }

    /// The registers that keep it.
    ///
    /// r2 and r3 are those in which rules compare; r0 is the verdict.
    enum Register {
        static let question: UInt8 = 1
        static let ownPort: UInt8 = 1
        static let transport: UInt8 = 4
        static let port: UInt8 = 5
        static let address: UInt8 = 6
    }

    private(set) var instructions: [UInt64] = []
    /// Jumps of the rule that is being written to the one behind it.
    private var jumps: [Int] = []
    /// Whether r3 has what differs from what is required.
    private var hasDifference = false
    private var isImpossible = false

    /// A program that loads what is asked about itself.
    init() {}

    init(_ attachment: SocketProgram.Attachment) {
        load(Field.transport, into: Register.transport)
        load(Field.port, into: Register.port)
        // From network order.
        instructions.append(KernelInstruction.make(0xdc, to: Register.port, number: 16))
        switch attachment {
        case .bind4, .bind6, .receive: return
        case .connect4, .send4: load(Field.address4, into: Register.address)
        case .connect6, .send6:
            for word in 0..<4 { load(Field.address6 + UInt16(word * 4), into: Register.address + UInt8(word)) }
        }
        instructions.append(
            KernelInstruction.make(0x79, to: Register.ownPort, from: Register.question, offset: Field.socket))
        load(Field.ownPort, into: Register.ownPort)
    }

    /// Writes a rule: a verdict for what meets all requirements.
    ///
    /// Differences are gathered and asked for once: the kernel's check keeps every jump in mind, and gives up at 8,192.
    mutating func rule(_ verdict: Verdict, _ requirements: (inout SocketCode) -> Void) {
        let start = instructions.count
        jumps = []
        hasDifference = false
        isImpossible = false
        requirements(&self)
        if isImpossible {
            instructions.removeSubrange(start...)
            return
        }
        if hasDifference { jump(0x56, register: 3, 0) }
        decide(verdict)
        for jump in jumps { instructions[jump] |= UInt64(UInt16(instructions.count - jump - 1)) << 16 }
    }

    mutating func rule(_ opening: NetworkPolicy.Opening, isVersion6: Bool) {
        rule(.accept) { code in
            code.require(protocol: opening.transport.number)
            code.require(ports: opening.ports.first...opening.ports.last)
            if let subnet = opening.subnet { code.require(subnet, isVersion6: isVersion6) }
        }
    }

    /// What no rule decided is refused.
    consuming func end() -> [UInt64] {
        decide(.refuse)
        return instructions
    }

    /// Writes an instruction.
    mutating func add(
        _ operation: UInt8, to: UInt8 = 0, from: UInt8 = 0, offset: Int16 = 0, number: Int32 = 0
    ) {
        instructions.append(
            KernelInstruction.make(
                operation, to: to, from: from, offset: UInt16(bitPattern: offset), number: UInt32(bitPattern: number)))
    }

    /// Writes what is done only where a register has a number.
    mutating func when(_ register: UInt8, is number: Int32, _ body: (inout SocketCode) -> Void) {
        skip(0x55, register, number, body)
    }

    /// Writes what is done only where a register has another number.
    mutating func unless(_ register: UInt8, is number: Int32, _ body: (inout SocketCode) -> Void) {
        skip(0x15, register, number, body)
    }

    private mutating func skip(
        _ operation: UInt8, _ register: UInt8, _ number: Int32, _ body: (inout SocketCode) -> Void
    ) {
        let start = instructions.count
        add(operation, to: register, number: number)
        body(&self)
        instructions[start] |= UInt64(UInt16(instructions.count - start - 1)) << 16
    }

    mutating func require(protocol number: UInt8) {
        take(Register.transport)
        requireEqual(UInt32(number))
    }

    /// Requires the port that the socket itself has.
    mutating func require(ownPorts ports: ClosedRange<UInt16>) {
        take(Register.ownPort)
        compare(ports)
    }

    mutating func require(ports: ClosedRange<UInt16>) {
        take(Register.port)
        compare(ports)
    }

    private mutating func compare(_ ports: ClosedRange<UInt16>) {
        if ports.lowerBound == ports.upperBound {
            requireEqual(UInt32(ports.lowerBound))
        } else {
            // What is below the first wraps around to more than any.
            instructions.append(KernelInstruction.make(0x14, to: 2, number: UInt32(ports.lowerBound)))
            jump(0x26, register: 2, UInt32(ports.upperBound - ports.lowerBound))
        }
    }

    /// Requires an address; one of version 4 may be asked for by a socket of version 6 (RFC 4291 §2.5.5.2).
    mutating func require(_ subnet: Subnet, isVersion6: Bool) {
        if subnet.base.isVersion6 && !isVersion6 {
            isImpossible = true
            return
        }
        let isMapped = isVersion6 && !subnet.base.isVersion6
        let prefix: [UInt8] = isMapped ? [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff] : []
        let bytes = prefix + subnet.base.bytes
        let length = prefix.count * 8 + subnet.length
        for word in 0..<bytes.count / 4 where length > word * 32 {
            let bits = min(32, length - word * 32)
            take(Register.address + UInt8(word))
            if bits < 32 {
                let mask = ~(UInt32.max >> UInt32(bits))
                instructions.append(KernelInstruction.make(0x54, to: 2, number: mask.byteSwapped))
            }
            let value = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[word * 4 + $1]) << UInt32($1 * 8) }
            requireEqual(value)
        }
    }

    mutating func decide(_ verdict: Verdict) {
        instructions.append(KernelInstruction.make(0xb7, to: 0, number: verdict.rawValue))
        instructions.append(KernelInstruction.make(0x95))
    }

    private mutating func load(_ field: UInt16, into register: UInt8) {
        instructions.append(KernelInstruction.make(0x61, to: register, from: Register.question, offset: field))
    }

    /// Takes what is to be compared into r2.
    private mutating func take(_ register: UInt8) {
        instructions.append(KernelInstruction.make(0xbc, to: 2, from: register))
    }

    /// Requires that r2 is a number.
    private mutating func requireEqual(_ number: UInt32) {
        instructions.append(KernelInstruction.make(0xa4, to: 2, number: number))
        instructions.append(KernelInstruction.make(hasDifference ? 0x4c : 0xbc, to: 3, from: 2))
        hasDifference = true
    }

    private mutating func jump(_ operation: UInt8, register: UInt8, _ number: UInt32) {
        jumps.append(instructions.count)
        instructions.append(KernelInstruction.make(operation, to: register, number: number))
    }
}
