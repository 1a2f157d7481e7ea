import Logging
package import TransparencyLog
import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// Asks the witnesses at the start, before anything is signed, whether they saw more of a log than is here.
///
/// When data and keys were both brought back from an older copy, nothing on this machine knows of what was published;
/// a witness does (DESIGN 11.19).
package struct WitnessMemory: Sendable {
    private let site: Site
    private let policy: WitnessPolicy
    private let client: any WitnessClient

    /// - Parameters:
    ///   - site: Its logs are sound in themselves.
    ///   - policy: The witnesses; those without an address are not asked.
    ///   - client: The way to them.
    package init(site: Site, policy: WitnessPolicy, client: any WitnessClient) {
        (self.site, self.policy, self.client) = (site, policy, client)
    }

    /// The logs of which a witness saw more, or another history; a witness that is silent says nothing.
    ///
    /// - Returns: For each log what the witness that is furthest ahead saw; empty when all is well.
    /// - Throws: A fault of the database.
    package func faults() async throws -> [LogSoundness.Fault] {
        let logs = try await site.database.read { transaction in
            try transaction.petitions().compactMap { petition -> (petition: Petition, head: LogHead)? in
                guard petition.log != nil, let head = try transaction.head(petition.id) else { return nil }
                return (petition, head)
            }
        }
        let found = await withTaskGroup(of: [LogRollback?].self) { group in
            for witness in policy.witnesses where witness.url != nil {
                group.addTask { [self] in await rollbacks(logs, witness) }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        return logs.enumerated().compactMap { place, log in
            let worst = found.compactMap { $0[place] }.max { $0.publishedSize < $1.publishedSize }
            return worst.map { LogSoundness.Fault(log.petition.slug, $0.words, rollback: $0) }
        }
    }

    /// One for each log, nil where the witness has nothing against it.
    private func rollbacks(
        _ logs: [(petition: Petition, head: LogHead)],
        _ witness: WitnessPolicy.Witness
    ) async -> [LogRollback?] {
        var found: [LogRollback?] = []
        for (petition, head) in logs {
            do {
                found.append(try await rollback(petition, head, witness))
            } catch {
                site.logger.warning(
                    "a witness was not asked at the start",
                    metadata: ["witness": "\(witness.key.name)"]
                )
                return found + Array(repeating: nil, count: logs.count - found.count)
            }
        }
        return found
    }

    private func rollback(
        _ petition: Petition,
        _ head: LogHead,
        _ witness: WitnessPolicy.Witness
    ) async throws -> LogRollback? {
        // As if it had cosigned this very head: where it saw another size it says so, and signs nothing.
        let request = try WitnessRequest(
            oldSize: head.size,
            hashes: [],
            checkpoint: SignedNote(parsing: head.checkpoint)
        )
        let answer = try await client.addCheckpoint(Array(request.string.utf8), at: witness.url ?? "")
        let seen: UInt64
        switch answer.status {
        case 409:
            guard let size = answer.namedSize, size > head.size else { return nil }
            seen = size
        // It cosigned as many entries, and others.
        case 422: seen = head.size
        default: return nil
        }
        return LogRollback(
            keeper: .witness(witness.key.name),
            publishedSize: seen,
            storedSize: head.size,
            publishedLog: petition.log?.number ?? 1,
            checkpoint: head.checkpoint,
            isOfLaterLog: false
        )
    }
}

extension WitnessAnswer {
    /// The size that a witness names in a 409 (C2SP tlog-witness); nil where it names none.
    var namedSize: UInt64? {
        guard mediaType == "text/x.tlog.size", body.last == 0x0A else { return nil }
        return UInt64(String(decoding: body.dropLast(), as: UTF8.self))
    }
}
