import UndersignedApp
import UndersignedCore

extension Assembly {
    /// What to do with data that is older than what was published.
    enum Rollbacks {
        case refused
        /// The operator said so on the command line, once.
        case accepted
    }

    /// Closes each log that lost published entries and begins the next one, in public.
    ///
    /// - Throws: `ExitCode(2)` where nothing was lost: an option that stays in a unit file would one day accept a loss that
    ///   nobody looked at. `ExitCode(1)` where a loss can't be accepted now.
    func acceptRollbacks() async throws {
        let losses = try await LogSoundness(site: site).faults().filter { $0.rollback != nil }
        guard !losses.isEmpty else {
            throw stop(2, "accept-rollback: nothing that was published is lost; leave the option out")
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

    private static func words(_ refusal: LogSuccession.Refusal) -> String {
        switch refusal {
        case .unknown: "its log or its document is not in the data folder; restore another copy"
        case .clockInDoubt: "the clock has jumped against the log; set it right and start again"
        case .document: "its document does not read; restore another copy"
        }
    }
}
