import Logging
import Synchronization
package import TransparencyLog
import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// Asks the witnesses to cosign: in each round all of them the same checkpoints, so that a quorum can meet on one.
///
/// Signers never wait for it: it reads published heads, and writes one row an answer.
package final class Witnessing: Sendable {
    private let site: Site
    private let policy: WitnessPolicy
    private let client: any WitnessClient
    private let pauses = Mutex<[Pause.Name: Pause]>([:])

    /// Between two rounds.
    package static let pause: Duration = .seconds(2)

    /// - Parameters:
    ///   - site: Whose logs are to be witnessed.
    ///   - policy: The witnesses; those without an address are not asked.
    ///   - client: The way to them.
    package init(site: Site, policy: WitnessPolicy, client: any WitnessClient) {
        self.site = site
        self.policy = policy
        self.client = client
    }

    /// Rounds until the task is cancelled.
    package func run() async {
        while !Task.isCancelled {
            do {
                // Of several processes on one database one asks.
                if await site.database.isOnDuty() { try await askAll() }
            } catch {
                site.logger.error("a round of witnesses failed", metadata: ["what": "\(type(of: error))"])
            }
            try? await Task.sleep(for: Self.pause)  // a cancelled sleep ends the loop above
        }
    }

    /// One round: each witness is asked for each log that grew since it cosigned, one request at a time.
    ///
    /// - Throws: A fault of the database. What a witness does wrong is written to the program's log.
    package func askAll() async throws {
        let heads = try await site.database.read { try $0.headSizes() }
        await withTaskGroup { group in
            for witness in policy.witnesses where witness.url != nil {
                group.addTask { [self] in await ask(witness, heads) }
            }
        }
    }

    private func ask(_ witness: WitnessPolicy.Witness, _ heads: [Int64: UInt64]) async {
        do {
            let known = try await site.database.read { try $0.witnessedSizes(by: "\(witness.key)") }
            for (petitionID, size) in heads.sorted(by: { $0.key < $1.key }) where size > known[petitionID] ?? 0 {
                guard !isPaused(Pause.Name(witness: witness.key)), !Task.isCancelled else { return }
                let name = Pause.Name(witness: witness.key, petitionID: petitionID)
                guard !isPaused(name) else { continue }
                try await ask(witness, petitionID, known[petitionID] ?? 0, name)
            }
        } catch is CancellationError {
            return  // the site ends; the witness did nothing wrong
        } catch {
            site.logger.error("asking a witness failed", metadata: ["what": "\(type(of: error))"])
        }
    }

    private func ask(
        _ witness: WitnessPolicy.Witness,
        _ petitionID: Int64,
        _ known: UInt64,
        _ name: Pause.Name
    ) async throws {
        let place: Logger.Metadata = ["witness": "\(witness.key.name)", "petition": "\(petitionID)"]
        do {
            let asking = WitnessAsking(site: site, witness: witness, client: client)
            try await asking.ask(petitionID, from: known, policy: policy)
            recover(name)
            recover(Pause.Name(witness: witness.key))
        } catch let silent as WitnessSilent {
            // The whole witness rests: its other logs would only meet the same silence.
            if fail(Pause.Name(witness: witness.key), first: 4, last: 300) == 1 {
                site.logger.warning("a witness is silent: \(silent.what)", metadata: place)
            }
        } catch let refusal as WitnessAsking.Refused {
            if fail(name, first: 30, last: 900) == 1 {
                site.logger.warning("a witness refused: \(refusal.what)", metadata: place)
            }
        }
    }

    /// How often something failed in a row, and until when it is left alone.
    private struct Pause {
        /// A witness, or a log at a witness.
        struct Name: Hashable {
            let witness: NoteVerifierKey
            var petitionID: Int64?
        }

        var failures = 0
        var until = Moment(seconds: 0)
        var span = Moment.Span.seconds(0)
    }

    private func isPaused(_ name: Pause.Name) -> Bool {
        let now = site.ambient.now()
        // A clock that was set back must not prolong a pause.
        return pauses.withLock { pauses in
            pauses[name].map { now < $0.until && $0.until - now <= $0.span } ?? false
        }
    }

    private func recover(_ name: Pause.Name) {
        pauses.withLock { $0[name] = nil }
    }

    /// Doubles the pause from the first number of seconds to the last; gives the failures in a row.
    private func fail(_ name: Pause.Name, first: Int64, last: Int64) -> Int {
        let now = site.ambient.now()
        return pauses.withLock { pauses in
            var pause = pauses[name] ?? Pause()
            pause.span = .seconds(min(last, first << Int64(min(pause.failures, 16))))
            pause.until = now + pause.span
            pause.failures += 1
            pauses[name] = pause
            return pause.failures
        }
    }
}
