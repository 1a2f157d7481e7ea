/// One line of the audit trail: who did what to which object.
package struct TrailEvent: Hashable, Sendable {
    /// What was done.
    package enum Act: String, Hashable, Sendable, CaseIterable {
        case signedIn = "signed-in"
        case signedOut = "signed-out"
        case accountInvited = "account-invited"
        case invitationWithdrawn = "invitation-withdrawn"
        case invitationAccepted = "invitation-accepted"
        case invitationDeclined = "invitation-declined"
        case accountSetUp = "account-set-up"
        case accountReset = "account-reset"
        case accountDisabled = "account-disabled"
        case accountEnabled = "account-enabled"
        case roleGiven = "role-given"
        case roleTaken = "role-taken"
        case passphraseChanged = "passphrase-changed"
        case codesRenewed = "codes-renewed"
        case campaignSaved = "campaign-saved"
        case logoSet = "logo-set"
        case logoRemoved = "logo-removed"
        case petitionSaved = "petition-saved"
        case draftDiscarded = "draft-discarded"
        case draftBroughtBack = "draft-brought-back"
        case petitionOffered = "petition-offered"
        case petitionReturned = "petition-returned"
        case petitionScheduled = "petition-scheduled"
        case petitionUnscheduled = "petition-unscheduled"
        case translationSaved = "translation-saved"
        case translationRemoved = "translation-removed"
        case petitionOpened = "petition-opened"
        case petitionClosed = "petition-closed"
        case answerRecorded = "answer-recorded"
        case packetMade = "packet-made"
        case packetNamesTaken = "packet-names-taken"
        case petitionDelivered = "petition-delivered"
        case trailExported = "trail-exported"
        case displayDecided = "display-decided"
        case displayReversed = "display-reversed"
        case displayRulesSet = "display-rules-set"
        case updateSaved = "update-saved"
        case updatePublished = "update-published"
        case updateCorrected = "update-corrected"
        case updateTested = "update-tested"
        case updateMailed = "update-mailed"
        case updatePaused = "update-paused"
        case updateResumed = "update-resumed"
        case claimSaved = "claim-saved"
        case claimPublished = "claim-published"
        case claimCorrected = "claim-corrected"
        case claimWithdrawn = "claim-withdrawn"
        case copyKept = "copy-kept"
        case copyRemoved = "copy-removed"
        case holdBegun = "hold-begun"
        case holdEnded = "hold-ended"
        case heldReleased = "held-released"
        case removalSearched = "removal-searched"
        case removalProposed = "removal-proposed"
        case removalRefused = "removal-refused"
        case removalOrdered = "removal-ordered"
        case tokenMade = "token-made"
        case tokenRevoked = "token-revoked"
        case recordsFetched = "records-fetched"
        case sealedFetched = "sealed-fetched"
        case contactsAsked = "contacts-asked"
        case contactsAgreed = "contacts-agreed"
        case contactsRefused = "contacts-refused"
        case contactsExported = "contacts-exported"
        case evidenceImported = "evidence-imported"
        case evidencePublished = "evidence-published"
        case evidenceWithdrawn = "evidence-withdrawn"
        case evidenceRemoved = "evidence-removed"
        /// The program did, since its sums do not fit.
        case evidenceRefused = "evidence-refused"
        case aliasAccepted = "alias-accepted"
        case aliasRefused = "alias-refused"
        case aliasUndone = "alias-undone"
        case resellerAccepted = "reseller-accepted"
        case resellerRefused = "reseller-refused"
        case resellerUndone = "reseller-undone"
    }

    package var doneAt: Moment
    /// Nil for the command line, and for a program with a partner's token.
    package var accountID: Int64?
    package var act: Act
    package var campaignID: Int64?
    /// What it was done to: a slug, an address of an account.
    package var object: String
    /// What is worth knowing besides; no data of signatories.
    package var detail: String

    package init(
        doneAt: Moment,
        accountID: Int64?,
        act: Act,
        campaignID: Int64? = nil,
        object: String,
        detail: String = ""
    ) {
        self.doneAt = doneAt
        self.accountID = accountID
        self.act = act
        self.campaignID = campaignID
        self.object = object
        self.detail = detail
    }

    /// What was done about a petition.
    package init(
        _ act: Act,
        about petition: Petition,
        by accountID: Int64?,
        at now: Moment,
        _ detail: String = ""
    ) {
        self.init(
            doneAt: now,
            accountID: accountID,
            act: act,
            campaignID: petition.campaignID,
            object: petition.slug.text,
            detail: detail
        )
    }

    /// What was done about an organisation of a campaign.
    package init(_ act: Act, of partner: Slug, in campaignID: Int64, by accountID: Int64?, at now: Moment) {
        self.init(doneAt: now, accountID: accountID, act: act, campaignID: campaignID, object: partner.text)
    }
}
