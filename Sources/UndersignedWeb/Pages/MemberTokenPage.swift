import UndersignedCore

/// Where a member gets a token: the asking half of `MemberModules` (docs/members.md).
package struct MemberTokenPage: Page {
    package var member: MemberPage
    /// The host of an issuer that is not the site, which the browser sends the address to.
    package var host: String?

    package init(_ member: MemberPage, host: String? = nil) {
        (self.member, self.host) = (member, host)
    }

    package var petition: PetitionReference { member.petition }
    package var template: String { "member-token" }

    package func title(in words: Words) -> String { words.text("member-token.title") }

    package func view(in words: Words) -> any Sendable {
        View(
            petition: PetitionView(petition),
            notice: member.notice(words),
            members: MembersView(member.panel, words),
            form: member.state == .open,
            mailbox: !member.panel.domains.isEmpty,
            voucher: voucherHeading(words),
            host: host.map { words.text("member-token.issuer.host", ["host": $0]) },
            watch: member.watch.map(MemberWatchView.init),
            command: "undersigned member request \(member.address) --out token.txt",
            client: member.client(words)
        )
    }

    /// Nil where nobody is given a code.
    private func voucherHeading(_ words: Words) -> String? {
        guard member.panel.isByInvitation || member.panel.vouchers != nil else { return nil }
        return words.text(member.panel.domains.isEmpty ? "member-token.voucher.only" : "member-token.voucher.heading")
    }

    private struct View: Sendable {
        let petition: PetitionView
        let notice: String?
        let members: MembersView
        let form: Bool
        let mailbox: Bool
        let voucher: String?
        let host: String?
        let watch: MemberWatchView?
        let command: String
        let client: MemberClientView
    }
}
