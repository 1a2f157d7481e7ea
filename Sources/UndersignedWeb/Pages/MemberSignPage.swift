import UndersignedCore

/// Where a member signs with a token: the signing half of `MemberModules` (docs/members.md).
package struct MemberSignPage: Page {
    package var member: MemberPage
    /// The version of the text that is signed.
    package var textVersion: Int
    /// Whether a role, a team or a name can be shown.
    package var offersNames: Bool

    package init(_ member: MemberPage, textVersion: Int, offersNames: Bool) {
        (self.member, self.textVersion, self.offersNames) = (member, textVersion, offersNames)
    }

    package var petition: PetitionReference { member.petition }
    package var template: String { "member-sign" }

    package func title(in words: Words) -> String { words.text("member-sign.title") }

    package func view(in words: Words) -> any Sendable {
        View(
            petition: PetitionView(petition),
            notice: member.notice(words),
            members: MembersView(member.panel, words),
            form: member.state == .open,
            text: textVersion,
            version: words.text("letter.version", ["number": words.number(textVersion)]),
            choices: offersNames,
            watch: member.watch.map(MemberWatchView.init),
            command: "undersigned member sign token.txt",
            client: member.client(words)
        )
    }

    private struct View: Sendable {
        let petition: PetitionView
        let notice: String?
        let members: MembersView
        let form: Bool
        let text: Int
        let version: String
        let choices: Bool
        let watch: MemberWatchView?
        let command: String
        let client: MemberClientView
    }
}
