import UndersignedApp
import UndersignedCore
import UndersignedWeb

/// What is held about a signature, in every state.
extension PageSamples {
    var ownRecord: [Sample] {
        SignatureState.allCases.map { state in Sample("own-record-\(state.rawValue)", page(data(state), isOpen: true)) }
            + DisplayExtent.allCases.map { extent in
                var shown = data(.counted)
                shown.display = OwnDisplay.State(extent: extent, comment: nil)
                return Sample("own-record-shown-\(extent.rawValue)", page(shown, isOpen: true))
            }
            + [Sample("own-record-uncounted", page(uncounted))]
            + [Sample("own-record-sealed", page(sealedData, isOpen: true))]
            + [Sample("manage-withdrawal-closed", ManagePage(petition: closed, token: "1.AAAA", canWithdraw: true))]
            + [
                Sample("own-record-kept", page(kept)),
                Sample("own-record-unpublished", page(unpublished, isOpen: true)),
            ]
            + [Sample("own-record-closed", page(bare(isClosed: true))), Sample("own-record-gone", page(bare()))]
    }

    private var closed: PetitionReference {
        var closed = petition
        closed.isClosed = true
        return closed
    }

    private var kept: OwnRecord {
        var kept = data(.counted)
        (kept.sealedFor, kept.codes) = (["custody"], [])
        return kept
    }

    private var unpublished: OwnRecord {
        var unpublished = data(.recorded)
        unpublished.standing.position = nil
        return unpublished
    }

    private var sealedData: OwnRecord {
        var petition = addressed
        if let key = Self.key { petition.sheet.seal(to: key) }
        var data = data(.counted)
        data.petition = petition
        return data
    }

    private func page(_ data: OwnRecord, isOpen: Bool = false) -> OwnRecordPage {
        OwnRecordPage(
            petition: petition,
            token: "1.AAAA",
            data: data,
            answers: isOpen ? signedPage(.recorded(next: nil), keptUntil: nil).answers : nil
        )
    }

    private var uncounted: OwnRecord {
        var uncounted = data(.recorded)
        uncounted.petition.state = .closed
        return uncounted
    }

    private func bare(isClosed: Bool = false) -> OwnRecord {
        var data = OwnRecord(of: addressed, OwnRecord.Standing(.withdrawn, askedAt: now))
        data.isClosed = isClosed
        return data
    }

    private func data(_ state: SignatureState) -> OwnRecord {
        var standing = OwnRecord.Standing(state, askedAt: now)
        (standing.decidedAt, standing.number, standing.position) = (now, 7, 8)
        (standing.textVersion, standing.source, standing.mailedAt) = (1, word("readers-union"), [now, now])
        var data = OwnRecord(of: addressed, standing)
        data.display = OwnDisplay.State(extent: .all, comment: nil, isHeld: true)
        data.consents = [(Consent.Recipient.updates, word("It may write to me.")), (.partner("readers-union"), nil)].map
        {
            OwnRecord.Agreed(Consent($0, wordingHash: [1]), textVersion: 1, givenAt: now, sentence: $1)
        }
        data.handed = [true, false].map {
            OwnRecord.Handed(recipient: .partner(word("readers-union")), number: 1, isWithdrawn: $0)
        }
        data.codes = OwnRecord.Code.allCases
        data.sealedFor = ["custody", "partner readers-union"]
        data.waiting = [OwnRecord.Waiting(kind: "receipt", queuedAt: now)]
        (data.undeliverableAt, data.reports) = (now, ["other"])
        data.decisions = [OwnRecord.Decision(act: "hide", reason: nil, decidedAt: now)]
        return data
    }
}
