import ArgumentParser
import UndersignedApp
import UndersignedCore
import UndersignedDatabase

extension Assembly {
    /// What to do with data that is older than what was published.
    enum Rollbacks {
        /// What this machine knows is looked at.
        case refused
        /// And what the witnesses saw, before anything is signed.
        case refusedByWitnesses
        /// The operator said so on the command line, once.
        case accepted
    }

    /// Closes each log that lost published entries and begins the next one, in public.
    ///
    /// - Throws: `ExitCode(2)` where nothing was lost: an option that stays in a unit file would one day accept a loss that
    ///   nobody looked at. `ExitCode(1)` where a loss can't be accepted now.
    func acceptRollbacks() async throws {
        let losses = try await faults(asksWitnesses: true)
        // All or nothing: what is accepted can't be taken back, and a keys folder that is not there would cost the rest.
        if losses.contains(where: { $0.rollback == nil }) { throw Self.refusal(of: losses) }
        guard !losses.isEmpty else {
            throw stop(2, "accept-rollback: nothing that was published is known to be lost; leave the option out")
        }
        for loss in losses {
            guard let rollback = loss.rollback else { continue }
            do {
                let next = try await LogSuccession(site: site).accept(rollback, of: loss.slug)
                Self.warn(
                    """
                    \(loss.slug): \(loss.what). The loss is accepted and published. \(next.origin) carries on \
                    \(next.carried) entries; its key is \(next.verifierKey). Tell your witnesses the new key.
                    """
                )
            } catch let refusal as LogSuccession.Refusal {
                throw stop(1, "accept-rollback: \(loss.slug): \(Self.words(refusal))")
            }
        }
        // The start goes on only when the new checkpoints stand beside the keys.
        await site.highWater.write()
    }

    /// What is wrong with the logs.
    ///
    /// - Throws: `ExitCode(3)` where a row does not read.
    func faults(
        _ depth: LogSoundness.Depth = .start,
        asksWitnesses: Bool = false
    ) async throws -> [LogSoundness.Fault] {
        do {
            let faults = try await LogSoundness(site: site, depth: depth).faults()
            guard faults.isEmpty, asksWitnesses, let policy = configuration.witnesses else { return faults }
            return try await WitnessMemory(site: site, policy: policy, client: HTTPWitnessClient()).faults()
        } catch let error as DecodingError {
            throw stop(3, "data: a stored petition does not read (\(error.place)). \(Self.remedy(.data))")
        } catch DatabaseFailure.unexpectedShape(let what) {
            throw stop(3, "data: a row does not read (\(what)). \(Self.remedy(.data))")
        }
    }

    /// Every fault in a line, and what to do; damage before losses.
    static func refusal(of faults: [LogSoundness.Fault]) -> ExitCode {
        let damages = faults.filter { $0.rollback == nil }
        var lines = damages.map { "the log of \($0.slug) is damaged: \($0.what). \(remedy($0.place))" }
        let losses = faults.filter { $0.rollback != nil }
        lines += losses.map { "\($0.slug): \($0.what)." }
        if !losses.isEmpty {
            lines.append(
                """
                What was published, such as counted signatures, is not in this data folder. Nothing was changed. Restore \
                a newer copy of the data; it must be at least as new as the last checkpoint. Where there is none, and \
                never will be, serve --accept-rollback gives the lost entries up in public.
                """
            )
        }
        return stop(3, lines.joined(separator: "\n"))
    }

    private static func remedy(_ place: LogSoundness.Place) -> String {
        switch place {
        case .data: "Restore the data folder from a backup."
        case .keys: "Restore the keys folder from its own backup; leave the data as it is."
        }
    }

    private static func words(_ refusal: LogSuccession.Refusal) -> String {
        switch refusal {
        case .unknown: "its log or its document is not in the data folder; restore another copy"
        case .clockInDoubt: "the clock has jumped against the log; set it right and start again"
        case .document: "its document does not read; restore another copy"
        }
    }
}

extension DecodingError {
    /// Names of fields, no values.
    fileprivate var place: String {
        switch self {
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .keyNotFound(_, let context),
            .dataCorrupted(let context):
            let path = context.codingPath.map(\.stringValue).joined(separator: ".")
            return path.isEmpty ? "its beginning" : path
        @unknown default: return "unknown"
        }
    }
}
