internal import Bytes
internal import Layers

/// Takes a file's bytes as they go by and keeps what a derivation needs of them.
final class FileProbe {
    private let limits: DerivationLimits
    private let size: Int
    /// Whether the content is kept whatever it is.
    private let isWanted: Bool
    private let mayExecute: Bool
    private var hasher: ContentHasher?
    private var head: [UInt8] = []
    private var headLimit: Int
    private var isClassified = false
    private var header: ELFHeader?
    private var dynamicRange = 0..<0
    private var dynamic: [UInt8] = []
    private var position = 0
    /// Parts of it are holes: what a hash or a table would be of them nobody needs.
    private var hasHoles = false

    /// - Parameter isText: the file lies where configuration does, and is kept if it is small.
    /// - Parameter isReread: the file is read again, because all of it is wanted.
    init(_ entry: LayerEntry, isText: Bool, isReread: Bool, limits: DerivationLimits) {
        self.limits = limits
        size = entry.size
        isWanted = isReread || (isText && size <= limits.textBytes)
        mayExecute = entry.mode & 0o111 != 0
        if mayExecute { hasher = ContentHasher() }
        headLimit = isWanted ? min(size, limits.rereadBytes) : min(size, 4096)
    }

    /// Whether anything of a file can matter before its bytes were seen.
    static func isPromising(_ entry: LayerEntry, isText: Bool) -> Bool {
        isText || entry.mode & 0o111 != 0 || entry.name.utf8.contains(".so")
    }

    func receive(_ bytes: Span<UInt8>, at offset: Int) {
        if offset != position { hasHoles = true }
        position = offset + bytes.count
        if !hasHoles { hasher?.update(bytes) }
        var rest = 0
        while head.count < headLimit, !hasHoles, rest < bytes.count {
            let count = min(bytes.count - rest, headLimit - head.count)
            let part = bytes.extracting(rest..<(rest + count))
            part.withUnsafeBufferPointer { head.append(contentsOf: $0) }
            rest += count
            if head.count == headLimit { classify() }
        }
        let start = max(offset, dynamicRange.lowerBound)
        let end = min(position, dynamicRange.upperBound)
        if start < end, start == dynamicRange.lowerBound + dynamic.count {
            bytes.extracting((start - offset)..<(end - offset)).withUnsafeBufferPointer {
                dynamic.append(contentsOf: $0)
            }
        }
    }

    var isHungry: Bool {
        !hasHoles && (hasher != nil || head.count < headLimit || position < dynamicRange.upperBound)
    }

    /// Looks at the beginning, once, and says how much more of it is kept.
    private func classify() {
        guard !isClassified else { return }
        isClassified = true
        if let header = ELFHeader(head.span) {
            self.header = header
            if let dynamic = header.dynamic, dynamic.offset >= 0, dynamic.size >= 0, dynamic.offset <= size {
                let length = min(dynamic.size, ELFFacts.dynamicLimit, size - dynamic.offset)
                dynamicRange = dynamic.offset..<(dynamic.offset + length)
            }
            headLimit = max(headLimit, min(size, header.firstLoadEnd, limits.headBytes))
        } else if head.starts(with: [0x23, 0x21]), size <= limits.textBytes {
            headLimit = max(headLimit, size)
        } else if !isWanted && !mayExecute {
            hasher = nil
        }
    }

    /// What was found once the file went by.
    func finish() -> FileFacts {
        classify()
        var facts = FileFacts()
        if position == size, !hasHoles { facts.digest = hasher?.digest }
        facts.isScript = head.starts(with: [0x23, 0x21])
        if let header {
            let (head, dynamic) = (head, dynamic)
            facts.elf = ELFFacts(header, head: head.span, dynamic: dynamic.span, isWhole: head.count == size)
        } else if head.count == size || isWanted, isWanted || facts.isScript {
            facts.text = head
        }
        return facts
    }
}

extension Substring.UTF8View {
    fileprivate func contains(_ text: StaticString) -> Bool {
        let length = text.utf8CodeUnitCount
        guard count >= length else { return false }
        let bytes = Array(self)
        let sought = (0..<length).map { text.utf8Start[$0] }
        return (0...(bytes.count - length)).contains { bytes[$0..<($0 + length)].elementsEqual(sought) }
    }
}
