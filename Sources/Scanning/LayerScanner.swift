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
    /// - Parameter digest: what the stored blob must be, where the image says.
    /// - Parameter diffID: what the plain layer must be.
    package func scan(_ blob: any BlobSource, digest: Digest?, diffID: Digest) -> Scan {
        var pass = LayerPass(index: index, limits: limits)
        let stream = LayerStream(blob, limits: limits, algorithm: diffID.algorithm)
        var failure: LayerError?
        do throws(LayerError) {
            try read(stream, into: &pass)
        } catch {
            failure = error
        }
        do throws(LayerError) {
            let outcome = try stream.finish()
            let isBlob = digest.map { $0.algorithm != diffID.algorithm || $0 == outcome.digest } ?? true
            guard outcome.diffID == diffID && isBlob else {
                let (expected, actual) = isBlob ? (diffID, outcome.diffID) : (digest ?? diffID, outcome.digest)
                return Scan(
                    contents: LayerContents(
                        paths: PathTableBuilder().finish(), evidence: [],
                        diagnostics: [
                            Diagnostic(
                                .digestMismatch,
                                "nothing of this layer is used: its content is \(actual) and should be \(expected)")
                        ]), isWhole: false)
            }
        } catch {
            failure = failure ?? error
        }
        if failure == nil { rescan(blob, &pass, algorithm: diffID.algorithm) }
        if let failure {
            pass.report(Diagnostic(failure.code, "the layer was read in part only: \(failure)"))
        }
        return Scan(contents: pass.finish(), isWhole: failure == nil)
    }

    private func read(_ feed: any ByteFeed, into pass: inout LayerPass) throws(LayerError) {
        let reader = TarReader(feed, limits: limits)
        while let item = try reader.next() {
            switch item {
            case .skipped(let diagnostic): pass.report(diagnostic)
            case .entry(let entry):
                try pass.note(entry)
                if entry.kind == .directory && pass.isContent(entry) { pass.take(folder: entry) }
                guard entry.kind == .regular, pass.isContent(entry) else { continue }
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
    private func rescan(_ blob: any BlobSource, _ pass: inout LayerPass, algorithm: Digest.Algorithm) {
        for _ in 0..<limits.extraPasses {
            var wanted = pass.beginExtraPass()
            guard !wanted.isEmpty else { return }
            do throws(LayerError) {
                let reader = TarReader(LayerStream(blob, limits: limits, algorithm: algorithm), limits: limits)
                var number = 0
                while !wanted.isEmpty, let item = try reader.next() {
                    guard case .entry(let entry) = item else { continue }
                    number += 1
                    guard entry.kind == .regular, let readings = wanted[entry.path],
                        readings.allSatisfy({ $0.fits(number) })
                    else { continue }
                    var intakes = readings.map { $0.intake(of: entry, index: index, limits: limits) }
                    try reader.content { bytes, offset in
                        for place in intakes.indices {
                            intakes[place].receive(bytes.bindMemory(to: UInt8.self).span, at: offset)
                        }
                        return intakes.contains { $0.isHungry }
                    }
                    for place in intakes.indices {
                        intakes[place].finish(isCut: false)
                        pass.take(intakes[place], number: number)
                    }
                    wanted[entry.path] = nil
                }
                pass.reportMissing(wanted)
            } catch {
                pass.report(Diagnostic(error.code, "the layer could not be read a second time: \(error)"))
                return
            }
        }
        pass.reportUnread()
    }
}
