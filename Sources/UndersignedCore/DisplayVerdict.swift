/// Why something is reported, or not shown: a fixed list, so that each can be told in the signatory's language.
package enum DisplayReason: String, Hashable, Sendable, CaseIterable {
    /// It insults or threatens somebody.
    case insult
    /// It incites hatred against people for what they are.
    case hatred
    /// It tells private things of somebody.
    case privacy
    /// A link, a mail address or a telephone number.
    case contact
    case advertising
    /// It pretends to be somebody else, or is no name.
    case pretence
    case offTopic = "off-topic"
    case other
}

/// What a moderator decides about a name and its comment.
package struct DisplayVerdict: Hashable, Sendable {
    /// What is to be done.
    package enum Act: String, Hashable, Sendable, CaseIterable {
        case show
        case hideComment = "hide-comment"
        case hide
    }

    /// Why a decision can't be taken like this.
    package enum Refusal: String, Error, Hashable, Sendable, CaseIterable {
        /// Nothing was ticked.
        case nothing
        /// Whoever is not shown is told why.
        case reason
    }

    package let act: Act
    /// Set where something is hidden, and only there.
    package let reason: DisplayReason?

    /// - Parameters:
    ///   - act: What is to be done.
    ///   - reason: Why; needed where something is hidden.
    /// - Throws: `Refusal.reason`.
    package init(_ act: Act, because reason: DisplayReason?) throws(Refusal) {
        if act != .show, reason == nil { throw .reason }
        self.act = act
        self.reason = act == .show ? nil : reason
    }

    /// How much is shown afterwards.
    package func extent(hasComment: Bool) -> DisplayExtent {
        switch act {
        case .show: .all
        case .hideComment: hasComment ? .name : .all
        case .hide: .none
        }
    }
}
