internal import Platform

/// What the running kernel holds, found by trying and never by a list of features.
package struct KernelProbe: Sendable {
    /// The features that were tried and did not work, with the reason.
    package let missing: [KernelFeature: String]

    package init(missing: [KernelFeature: String]) { self.missing = missing }

    /// Tries every feature.
    ///
    /// - Parameter folder: a folder on the file system that the layers lie on.
    /// - Parameter wanted: of those that are tried on demand, the ones that matter.
    package init(
        program: InitProgram, folder: String, cgroups: ControlGroups = ControlGroups(),
        wanted: Set<KernelFeature> = Set(KernelFeature.allCases)
    ) throws {
        let outcome = try ChildProcess.run(program.path, ["probe", folder])
        guard outcome.end == .exited(0) else {
            throw RuntimeError(.failed, "what the kernel holds could not be tried: \(outcome.end)")
        }
        var missing: [KernelFeature: String] = [:]
        var tried: Set<KernelFeature> = []
        for line in String(decoding: outcome.output, as: UTF8.self).split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count == 2, let feature = KernelFeature(rawValue: String(words[0])) else { continue }
            tried.insert(feature)
            if let number = Int32(words[1]), number != 0 {
                missing[feature] = SystemError(number: number, call: "tried").description
            }
        }
        for (feature, controller) in [
            (KernelFeature.memoryLimit, ControlGroups.Controller.memory), (.processorLimit, .cpu),
            (.processLimit, .pids),
        ] {
            tried.insert(feature)
            if let reason = cgroups.lack(of: controller) { missing[feature] = reason }
        }
        for feature in wanted where feature.isTriedOnDemand {
            tried.insert(feature)
            missing[feature] =
                feature == .packetFilter
                ? NetworkProbe.lackOfPacketFilter() : NetworkProbe.lackOfSocketPrograms(cgroups)
        }
        for feature in KernelFeature.allCases where !tried.contains(feature) { missing[feature] = "it was not tried" }
        self.missing = missing
    }

    /// The needed features that are missing, in the order of their names.
    package func lacks(of needs: Set<KernelFeature>) -> [(feature: KernelFeature, reason: String)] {
        needs.sorted().compactMap { feature in missing[feature].map { (feature, $0) } }
    }
}

/// Kernel features that a start is refused without.
package enum Requirement: Sendable, Equatable {
    case features(Set<KernelFeature>)
    /// Everything that the profile rests on.
    case all

    /// Reads `all`, or names with commas between them.
    package init(_ text: String) throws {
        if text == "all" {
            self = .all
            return
        }
        var features: Set<KernelFeature> = []
        for name in text.split(separator: ",") {
            guard let feature = KernelFeature(rawValue: String(name)) else {
                let names = KernelFeature.allCases.map(\.rawValue).sorted().joined(separator: ", ")
                throw RuntimeError(.invalid, "there is no kernel feature \(name); there are all, \(names)")
            }
            features.insert(feature)
        }
        self = .features(features)
    }

    /// Refuses where one of the missing features is required.
    package func check(_ lacks: [KernelFeature]) throws {
        let refused: [KernelFeature] =
            switch self {
            case .all: lacks
            case .features(let required): lacks.filter(required.contains)
            }
        guard refused.isEmpty else {
            let names = refused.map(\.rawValue).joined(separator: ", ")
            throw RuntimeError(.unsupported, "this kernel lacks what is required: \(names)")
        }
    }
}
