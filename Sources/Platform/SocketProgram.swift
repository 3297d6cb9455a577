internal import CPlatform

/// A program of the kernel's machine that is asked whether a socket of a control group may do what it is about to do, or get what comes.
package struct SocketProgram: Sendable {
    /// What it is asked about (`enum bpf_attach_type`).
    package enum Attachment: UInt32, Sendable, CaseIterable {
        /// Each packet that comes to a socket.
        case receive = 0
        case bind4 = 8
        case bind6 = 9
        case connect4 = 10
        case connect6 = 11
        case send4 = 14
        case send6 = 15
    }

    private let file: OpenFile
    private let attachment: Attachment

    /// Loads a program, which the kernel checks.
    package init(_ instructions: [UInt64], for attachment: Attachment) throws(SystemError) {
        self.attachment = attachment
        let descriptor = try retrying("bpf") {
            hm_load_socket_program(instructions, UInt32(instructions.count), attachment.rawValue)
        }
        file = OpenFile(FileHandle(owning: descriptor))
    }

    /// Attaches it to a control group of version 2, in the place of an earlier one; it goes with the group.
    package func attach(to folder: borrowing FileHandle) throws(SystemError) {
        let group = folder.descriptor
        let program = file.handle.descriptor
        _ = try retrying("bpf") { hm_attach_socket_program(program, group, attachment.rawValue) }
    }
}
