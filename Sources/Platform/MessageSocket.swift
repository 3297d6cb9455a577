internal import CPlatform
internal import Glibc

/// One end of a connection between two processes that keeps messages apart.
package final class MessageSocket: Sendable {
    package let handle: FileHandle

    package init(_ handle: consuming FileHandle) { self.handle = handle }

    /// Two ends; each is closed in programs that are started, unless it is handed to them.
    package static func pair() throws(SystemError) -> (MessageSocket, MessageSocket) {
        var ends: [Int32] = [-1, -1]
        _ = try retrying("socketpair") { hm_message_sockets(&ends) }
        return (MessageSocket(FileHandle(owning: ends[0])), MessageSocket(FileHandle(owning: ends[1])))
    }

    package func send(_ text: String) throws(SystemError) {
        let bytes = Array(text.utf8)
        let socket = handle.descriptor
        _ = try retrying("send") { hm_send(socket, bytes, bytes.count) }
    }

    /// The next message of at most 4 KiB with the file that came along; nothing once the other end is closed.
    package func receive() throws(SystemError) -> (text: String, file: OpenFile?)? {
        var bytes = [UInt8](repeating: 0, count: 4096)
        var descriptor: Int32 = -1
        let socket = handle.descriptor
        let count: Int
        do throws(SystemError) {
            count = try retrying("recvmsg") { hm_receive(socket, &bytes, bytes.count, &descriptor) }
        } catch {
            if error.number == ECONNRESET { return nil }
            throw error
        }
        if count == 0 { return nil }
        let text = String(decoding: bytes.prefix(count), as: UTF8.self)
        return (text, descriptor < 0 ? nil : OpenFile(FileHandle(owning: descriptor)))
    }
}
