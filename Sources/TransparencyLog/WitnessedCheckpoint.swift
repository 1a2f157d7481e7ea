/// A checkpoint with those of its cosignatures that a policy's witnesses made.
public struct WitnessedCheckpoint: Hashable, Sendable {
    /// One witness's cosignature, verified.
    public struct Sighting: Hashable, Sendable {
        /// Who cosigned.
        public let witness: WitnessPolicy.Witness

        /// The cosignature, with its time.
        public let cosignature: Cosignature
    }

    /// What the log signed.
    public let checkpoint: Checkpoint

    /// The log's key, by which the checkpoint was verified.
    public let logKey: NoteVerifierKey

    /// Each witness of the policy that cosigned, once, in the policy's order; its newest cosignature of several.
    public let sightings: [Sighting]
}

extension WitnessPolicy {
    /// Checks a checkpoint against the policy.
    ///
    /// - Parameters:
    ///   - note: The signed checkpoint with its cosignatures, as it was served.
    ///   - logKey: The log's key where it is known from elsewhere; else the policy's logs are the ones accepted.
    /// - Returns: The checkpoint and who cosigned it; invalid, with code `quorumNotMet` when too few did, or with one
    ///   of a note's. A known key's line that does not verify makes all of it invalid.
    public func verify(_ note: SignedNote, logKey: NoteVerifierKey? = nil) -> Verdict<WitnessedCheckpoint> {
        let verdict = sightings(in: note, logKey: logKey)
        guard let found = verdict.value else { return verdict }
        guard isSatisfied(by: found.sightings.map(\.witness.key)) else {
            let names = found.sightings.map(\.witness.name)
            let who = names.isEmpty ? "no witness of the policy" : names.joined(separator: ", ")
            return .invalid(
                InvalidReason(code: .quorumNotMet, detail: "cosigned by \(who), which is not the policy's quorum")
            )
        }
        return verdict
    }

    /// Finds the cosignatures of the policy's witnesses below a checkpoint, few or many, without asking for the quorum.
    ///
    /// - Parameters:
    ///   - note: The signed checkpoint with its cosignatures, as it was served.
    ///   - logKey: The log's key where it is known from elsewhere; else the policy's logs are the ones accepted.
    /// - Returns: The checkpoint and who cosigned it; invalid when the log's own note signature, or a line of one of
    ///   the policy's witnesses, does not verify.
    public func sightings(in note: SignedNote, logKey: NoteVerifierKey? = nil) -> Verdict<WitnessedCheckpoint> {
        let keys = logKey.map { [$0] } ?? logs.map(\.key)
        var reason = InvalidReason(code: .notSigned, detail: "the policy names no log")
        var accepted: (checkpoint: Checkpoint, key: NoteVerifierKey)?
        for key in keys where accepted == nil {
            switch Checkpoint.verify(note, key: key) {
            case .valid(let checkpoint): accepted = (checkpoint, key)
            case .invalid(let found): reason = found
            }
        }
        guard let accepted else { return .invalid(reason) }
        var sightings: [WitnessedCheckpoint.Sighting] = []
        for witness in witnesses {
            let lines = note.signatures.filter {
                $0.keyID == witness.key.keyID && $0.exactName == witness.key.exactName
            }
            var newest: Cosignature?
            for line in lines {
                guard let cosignature = try? Cosignature(line),  // another length does not verify
                    cosignature.time <= UInt64(Int64.max),
                    cosignature.isValid(for: accepted.checkpoint, key: witness.key)
                else {
                    let detail = "the cosignature of \(witness.name) does not verify"
                    return .invalid(InvalidReason(code: .signatureFails, detail: detail))
                }
                if cosignature.time >= newest?.time ?? 0 { newest = cosignature }
            }
            if let newest { sightings.append(.init(witness: witness, cosignature: newest)) }
        }
        return .valid(
            WitnessedCheckpoint(checkpoint: accepted.checkpoint, logKey: accepted.key, sightings: sightings)
        )
    }
}

extension InvalidReason.Code {
    /// Too few of a policy's witnesses cosigned the checkpoint.
    public static let quorumNotMet = Self("quorumNotMet")
}
