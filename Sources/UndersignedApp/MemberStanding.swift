/// How far an open letter for members has come, as its pages say it before anybody signs.
package struct MemberStanding: Hashable, Sendable {
    /// How many tokens were issued, as the log tells.
    package var issued: Int
    /// So many must hold a token before anybody signs.
    package var crowd: Int
    /// Whether the letter is open, and the crowd is reached.
    package var canSign: Bool
    /// How many members' signatures are in the count.
    package var counted: Int
    /// Names are hidden until so many members signed; nil where they are not.
    package var reveal: Int?
    /// Whether names are shown: always, where they are not hidden.
    package var isRevealed: Bool
    /// The program that the log says its pages run; nil where it says nothing yet.
    package var client: MemberClientNotes.Named?

    package init(
        issued: Int,
        crowd: Int,
        canSign: Bool,
        counted: Int,
        reveal: Int? = nil,
        isRevealed: Bool = true,
        client: MemberClientNotes.Named? = nil
    ) {
        self.issued = issued
        self.crowd = crowd
        self.canSign = canSign
        self.counted = counted
        self.reveal = reveal
        self.isRevealed = isRevealed
        self.client = client
    }
}
