/// What a log says at one of its sizes, for a packet.
package struct DeliveryTally: Sendable {
    package var size: UInt64
    /// 32 bytes in base64.
    package var root: String
    package var counts: Counts
    package var versions: [TextVersion]
    /// The milestones by their count, and the hour in which each was reached last.
    package var reached: [Int: Moment]
    package var opened: Moment?
    package var closed: Moment?

    package init(
        size: UInt64,
        root: String,
        counts: Counts,
        versions: [TextVersion],
        reached: [Int: Moment],
        opened: Moment?,
        closed: Moment?
    ) {
        self.size = size
        self.root = root
        self.counts = counts
        self.versions = versions
        self.reached = reached
        self.opened = opened
        self.closed = closed
    }
}

extension DeliveryPacket {
    /// - Parameters:
    ///   - petition: Opened.
    ///   - log: Its log.
    ///   - recipient: One of those it is addressed to.
    ///   - address: Of the petition's page.
    ///   - tally: What the log says at one size.
    ///   - now: The moment.
    package init(
        _ petition: Petition,
        log: LogIdentity,
        to recipient: Target,
        address: String,
        tally: DeliveryTally,
        now: Moment
    ) {
        let sheet = petition.sheet
        let marked = { ClockMark($0, unit: sheet.publication == .daily ? .day : .hour).text }
        self.address = address
        made = CalendarDate(now).secondText
        self.recipient = Recipient(recipient)
        language = sheet.language
        text = sheet.bindingText
        versions = tally.versions.map { version in
            Version(
                version: version.version,
                document: Hexadecimal.encode(version.hash),
                since: marked(version.since),
                signatures: version.standing
            )
        }
        count = tally.counts.total
        classes = Classes(
            mail: tally.counts.mail,
            org: tally.counts.org,
            member: tally.counts.member,
            paper: tally.counts.paper
        )
        removed = tally.counts.removed
        milestones = sheet.milestones.filter { $0.count <= tally.counts.total }.map { milestone in
            Milestone(count: milestone.count, what: milestone.what, reached: tally.reached[milestone.count].map(marked))
        }
        opened = tally.opened.map(marked)
        closed = tally.closed.map(marked)
        self.log = Log(origin: log.origin, vkey: log.verifierKey, size: tally.size, root: tally.root)
    }
}
