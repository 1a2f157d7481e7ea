package import UndersignedApp
import UndersignedCore

/// What an open letter for members says in the sign form's place: who they are, how many, and what nobody can tell.
package struct MembersPanel: Sendable {
    package var slug: String
    /// Whoever reads a mailbox there is a member; empty for a draft that does not say yet.
    package var domains: [String]
    /// For how many colleagues a member vouches; nil for none.
    package var vouchers: Int?
    /// Whether the organiser hands out codes.
    package var isByInvitation: Bool
    /// Who issues tokens, by name; nil where the site does.
    package var issuer: String?
    /// Nil for a draft that does not say yet who its members are.
    package var standing: MemberStanding?
    /// Whether there is a log that tells of tokens.
    package var hasLog: Bool
    /// Whether it takes signatures: then tokens can be asked for.
    package var isOpen: Bool

    package init(
        slug: String,
        domains: [String],
        vouchers: Int? = nil,
        isByInvitation: Bool = false,
        issuer: String?,
        standing: MemberStanding?,
        hasLog: Bool,
        isOpen: Bool
    ) {
        self.slug = slug
        self.domains = domains
        self.vouchers = vouchers
        self.isByInvitation = isByInvitation
        self.issuer = issuer
        self.standing = standing
        self.hasLog = hasLog
        self.isOpen = isOpen
    }

    /// Nil for a petition that others sign.
    init?(_ snapshot: PetitionSnapshot, isOpen: Bool) {
        let sheet = snapshot.petition.sheet
        guard sheet.signatories == .members else { return nil }
        self.init(
            slug: sheet.slug.text,
            domains: sheet.members?.domains ?? [],
            vouchers: sheet.members?.vouchers,
            isByInvitation: sheet.members?.isByInvitation == true,
            issuer: sheet.members?.issuer?.name,
            standing: snapshot.members,
            hasLog: snapshot.size > 0,
            isOpen: isOpen
        )
    }
}

extension PetitionSnapshot {
    /// Differs where the panel says something else: a crowd can be reached while the log stays as it is.
    var membersMark: String {
        members.map { "\($0.issued) \($0.canSign) \($0.isRevealed)" } ?? ""
    }
}

/// The same as the templates read it.
struct MembersView: Sendable {
    /// A sentence before the domains, where they are known.
    let who: String?
    let domains: [String]
    /// Ways of becoming a member beside a mailbox.
    let ways: [String]
    let issuer: String
    let crowd: CrowdView?
    let asking: AskingView?
    /// When names are shown, where they are hidden at first.
    let reveal: String?
    /// Where the log is counted again; nil where there is none.
    let check: String?

    /// How many hold a token, and whether that is enough.
    struct CrowdView: Sendable {
        /// Nil where there is no log yet.
        let issued: String?
        let crowd: String
    }

    /// Where members go from here.
    struct AskingView: Sendable {
        let get: String
        let sign: String
    }

    init(_ panel: MembersPanel, _ words: Words) {
        domains = panel.domains
        who = domains.isEmpty ? nil : words.plural("members.who", domains.count)
        let invited = words.text(domains.isEmpty ? "members.invited.only" : "members.invited")
        ways =
            (panel.isByInvitation ? [invited] : [])
            + (panel.vouchers.map { [words.plural("members.vouched", $0)] } ?? [])
        issuer =
            panel.issuer.map { words.text("members.issuer.other", ["issuer": $0]) } ?? words.text("members.issuer.own")
        crowd = panel.standing.map { CrowdView($0, of: panel, words) }
        let address = "/petitions/\(panel.slug)/members"
        check = panel.hasLog ? "/petitions/\(panel.slug)/verify" : nil
        asking = panel.isOpen ? AskingView(get: address, sign: address + "/sign") : nil
        reveal = panel.standing.flatMap { standing in
            standing.reveal.map { words.plural(standing.isRevealed ? "members.revealed" : "members.reveal", $0) }
        }
    }
}

extension MembersView.CrowdView {
    init(_ standing: MemberStanding, of panel: MembersPanel, _ words: Words) {
        // The log tells of tokens later than they are there: what it says is left out where it would say less.
        let isTold = standing.issued >= standing.crowd
        let isBehind = standing.canSign && !isTold
        issued = panel.hasLog && !isBehind ? words.plural("members.issued", standing.issued) : nil
        let key =
            switch (standing.canSign, panel.isOpen) {
            case (true, _): isTold ? "members.crowd.enough" : "members.crowd.reached"
            case (false, true): "members.crowd.waiting"
            case (false, false): "members.crowd"
            }
        crowd = words.plural(key, standing.crowd)
    }
}
