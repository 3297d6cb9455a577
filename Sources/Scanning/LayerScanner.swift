package import Bytes
package import Catalogers
internal import Inventory
package import Layers
internal import Platform

/// Reads one layer once, verifies it, and keeps what catalogers find in it.
package struct LayerScanner: Sendable {
    private let index: PatternIndex
    private let limits: Limits
    private let budget: MemoryBudget

    package init(_ index: PatternIndex, limits: Limits, budget: MemoryBudget) {
        self.index = index
        self.limits = limits
        self.budget = budget
    }

    /// What one reading of a layer gave, and whether it is all that the layer holds.
    package struct Scan: Sendable {
        package let contents: LayerContents
        /// The layer was read to its end and is what its digests say, so that the result may be kept.
        package let isWhole: Bool
    }

    /// Reads a layer.
    ///
    /// - Parameter size: how many bytes the stored blob must have, where the image says.
    /// - Parameter digest: what the stored blob must be, where the image says.
    /// - Parameter diffID: what the plain layer must be.
    package func scan(_ blob: any BlobSource, size: Int? = nil, digest: Digest?, diffID: Digest) -> Scan {
        let layer = StoredLayer(blob: blob, size: size, digest: digest, diffID: diffID)
        var pass = LayerPass(index: index, limits: limits)
        let stream = layer.stream(limits)
        var failure: LayerError?
        do throws(LayerError) {
            try read(stream, into: &pass)
        } catch {
            failure = error
        }
        do throws(LayerError) {
            try layer.verify(try stream.finish())
        } catch {
            failure = error.code == .digestMismatch ? error : failure ?? error
        }
        if let failure, failure.code == .digestMismatch {
            let diagnostic = Diagnostic(failure.code, "nothing of this layer is used: \(failure)")
            let nothing = LayerContents(paths: PathTableBuilder().finish(), evidence: [], diagnostics: [diagnostic])
            return Scan(contents: nothing, isWhole: false)
        }
        if let failure {
            pass.report(Diagnostic(failure.code, "the layer was read in part only: \(failure)"))
            return Scan(contents: pass.finish(), isWhole: false)
        }
        let isRead = rescan(layer, &pass)
        return Scan(contents: pass.finish(), isWhole: isRead)
    }

    private func read(_ feed: any ByteFeed, into pass: inout LayerPass) throws(LayerError) {
        let reader = TarReader(feed, limits: limits)
        while let item = try reader.next() {
            switch item {
            case .skipped(let diagnostic): pass.report(diagnostic)
            case .entry(let entry):
                try pass.note(entry)
                if entry.kind == .directory && pass.isContent(entry) { pass.take(folder: entry) }
                guard entry.kind == .regular, pass.isContent(entry), pass.hasRoom(for: entry) else { continue }
                try read(entry, from: reader, into: &pass)
            }
        }
    }

    private func read(_ entry: LayerEntry, from reader: TarReader, into pass: inout LayerPass) throws(LayerError) {
        var head = FileHead(entry, index: index, limits: limits)
        guard head.isPromising else { return }
        var failure: LayerError?
        budget.holding(head.heldBytes) {
            do throws(LayerError) {
                try reader.content { bytes, offset in
                    head.receive(bytes.bindMemory(to: UInt8.self).span, at: offset)
                    return head.isHungry
                }
            } catch {
                failure = error
            }
            head.finish(isCut: failure != nil)
        }
        pass.take(head.intake)
        if let failure { throw failure }
    }

    /// Reads the layer again for parts that lay behind, as often as the limits allow.
    ///
    /// The blob is opened anew, and a registry or a disk may give another one than before: what a pass brought counts only once its
    /// digests are right.
    ///
    /// - Returns: whether each pass saw the layer that it should.
    private func rescan(_ layer: StoredLayer, _ pass: inout LayerPass) -> Bool {
        for _ in 0..<limits.extraPasses {
            let wanted = pass.beginExtraPass()
            guard !wanted.isEmpty else { return true }
            let verified = pass
            do throws(LayerError) {
                let stream = layer.stream(limits)
                try read(wanted, from: stream, into: &pass)
                try layer.verify(try stream.finish())
            } catch {
                pass = verified
                pass.report(Diagnostic(error.code, "the layer could not be read a second time: \(error)"))
                return false
            }
        }
        pass.reportUnread()
        return true
    }

    private func read(
        _ wanted: [String: [LayerPass.Pending]], from feed: any ByteFeed, into pass: inout LayerPass
    ) throws(LayerError) {
        var wanted = wanted
        let reader = TarReader(feed, limits: limits)
        var number = 0
        while !wanted.isEmpty, let item = try reader.next() {
            guard case .entry(let entry) = item else { continue }
            number += 1
            guard entry.kind == .regular, let readings = wanted[entry.path],
                readings.allSatisfy({ $0.fits(number) })
            else { continue }
            wanted[entry.path] = nil
            var intakes = readings.map { $0.intake(of: entry, index: index, limits: limits) }
            var failure: LayerError?
            budget.holding(intakes.reduce(0) { $0 + $1.heldBytes }) {
                do throws(LayerError) {
                    try reader.content { bytes, offset in
                        for place in intakes.indices {
                            intakes[place].receive(bytes.bindMemory(to: UInt8.self).span, at: offset)
                        }
                        return intakes.contains { $0.isHungry }
                    }
                } catch {
                    failure = error
                }
                for place in intakes.indices { intakes[place].finish(isCut: failure != nil) }
            }
            if let failure { throw failure }
            for intake in intakes { pass.take(intake, number: number) }
        }
        pass.reportMissing(wanted)
    }
}
