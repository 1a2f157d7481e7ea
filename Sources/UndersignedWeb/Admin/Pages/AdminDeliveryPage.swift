package import UndersignedApp
package import UndersignedCore

/// A petition's packets and hand-overs, and what came back.
package struct AdminDeliveryPage: Page {
    /// Why nothing was handed over.
    package enum Refusal: String, Hashable, Sendable, CaseIterable {
        case changed, clock
    }

    /// A packet that lies ready, or why none does.
    package struct Shelved: Sendable {
        package let target: Target
        package let state: PacketShelf.State

        package init(target: Target, state: PacketShelf.State) {
            self.target = target
            self.state = state
        }
    }

    package var bar: AdminBar
    package var campaign: Campaign
    package var petition: Petition
    package var packets: [Shelved]
    package var deliveries: [HandOver]
    package var refusal: Refusal?
    /// Whether passphrase and code were given a moment ago: with a private address anybody could answer in their name.
    package var isProven: Bool

    package init(
        bar: AdminBar,
        campaign: Campaign,
        petition: Petition,
        packets: [Shelved] = [],
        deliveries: [HandOver] = [],
        refusal: Refusal? = nil,
        isProven: Bool
    ) {
        self.bar = bar
        self.campaign = campaign
        self.petition = petition
        self.packets = packets
        self.deliveries = deliveries
        self.refusal = refusal
        self.isProven = isProven
    }

    package var template: String { "admin-delivery" }
    package var isForOrganisers: Bool { true }

    /// Whether the page is worth loading again.
    var isWaiting: Bool {
        packets.contains { if case .making = $0.state { true } else { false } }
    }

    package func title(in words: Words) -> String {
        words.text("admin.delivery.title", ["title": petition.sheet.title])
    }

    package func view(in words: Words) -> any Sendable {
        let base = "/admin/campaigns/\(campaign.slug)/petitions/\(petition.slug)"
        return View(
            bar: bar,
            heading: title(in: words),
            petitionAddress: base,
            petitionTitle: petition.sheet.title,
            action: "\(base)/deliveries",
            token: bar.token,
            isOpen: petition.state == .open,
            refusal: refusal.map { words.text("admin.delivery.\($0.rawValue)") },
            packets: packets.map { PacketView($0, deliveries, isProven: isProven, words) },
            inputs: inputs(words).map(InputFieldView.init),
            isAgain: !packets.isEmpty,
            deliveries: deliveries.map { DeliveredView($0, petition, campaign, words) },
            isEmpty: deliveries.isEmpty
        )
    }

    private func inputs(_ words: Words) -> [InputField] {
        let names = [
            ("none", words.text("admin.delivery.which.none")), ("public", words.text("admin.delivery.which.public")),
        ]
        return [
            InputField("target", words.text("admin.delivery.for"))
                .choosing(petition.sheet.to.map { ($0.id.text, $0.line) }),
            InputField("names", words.text("admin.delivery.which"), "none").choosing(names),
        ]
    }

    private struct View: Sendable {
        let bar: AdminBar
        let heading: String
        let petitionAddress: String
        let petitionTitle: String
        let action: String
        let token: String
        let isOpen: Bool
        let refusal: String?
        let packets: [PacketView]
        let inputs: [InputFieldView]
        let isAgain: Bool
        let deliveries: [DeliveredView]
        let isEmpty: Bool
    }
}

/// A packet on the page.
private struct PacketView: Sendable {
    let packetHeading: String
    let target: String
    /// Why there is none, or not yet.
    let note: String?
    let made: Made?

    /// What can be done with one that lies there.
    struct Made: Sendable {
        let facts: [String]
        let files: [FileView]
        let until: String
        let privateAddress: String?
        let packetHash: String
        let isEntered: Bool
        let canEnter: Bool
    }

    struct FileView: Sendable {
        let fileName: String
        let fileSize: String
    }

    init(_ shelved: AdminDeliveryPage.Shelved, _ deliveries: [HandOver], isProven: Bool, _ words: Words) {
        packetHeading = words.text("admin.delivery.packet", ["name": shelved.target.line])
        target = shelved.target.id.text
        switch shelved.state {
        case .making: (note, made) = (words.text("admin.delivery.making"), nil)
        case .failed(let failure): (note, made) = (words.text("admin.delivery.\(failure)"), nil)
        case .made(let packet):
            note = packet.isStale ? words.text("admin.delivery.stale") : nil
            let isEntered = deliveries.contains { $0.packetHash == packet.hash }
            made = Made(packet, isEntered: isEntered, isProven: isProven, words)
        }
    }
}

extension PacketView.Made {
    fileprivate init(_ packet: PacketShelf.Packet, isEntered: Bool, isProven: Bool, _ words: Words) {
        let content = packet.content
        let day = CalendarDate(String(content.made.prefix(10)))?.moment ?? Moment(seconds: 0)
        let names = content.names.map { words.plural("admin.delivery.names", $0.count) }
        self.init(
            facts: [
                words.plural(
                    "admin.delivery.count",
                    content.count,
                    ["time": CalendarDate(content.made).map { words.minute($0.moment) } ?? content.made]
                ),
                names ?? words.text("admin.delivery.no-names"),
            ],
            files: packet.files.map { file in
                let size = words.number((file.byteCount + 1_023) / 1_024)
                return PacketView.FileView(
                    fileName: file.name,
                    fileSize: words.text("admin.delivery.kilobytes", ["count": size])
                )
            },
            until: words.text("admin.delivery.until", ["day": words.day(day + .days(1))]),
            privateAddress: isProven ? packet.address : nil,
            packetHash: Hexadecimal.encode(packet.hash),
            isEntered: isEntered,
            canEnter: !isEntered && !packet.isStale
        )
    }
}

/// A hand-over on the page, with its answers.
private struct DeliveredView: Sendable {
    let about: String
    let arrived: String
    let answers: [AnswerView]
    /// Where an update begins that asks those who signed; nil once somebody has answered.
    let questionAddress: String?

    struct AnswerView: Sendable {
        let when: String
        let who: String?
        let paragraphs: [String]
        let recordAddress: String
        /// When it was made public; nil before that.
        let recorded: String?
        let publicAddress: String
    }

    init(_ delivery: HandOver, _ petition: Petition, _ campaign: Campaign, _ words: Words) {
        let target = petition.sheet.to.first { $0.id == delivery.target }
        about = words.text(
            "admin.delivery.entry",
            [
                "name": target?.line ?? delivery.target.text, "time": words.minute(delivery.deliveredAt),
                "entry": words.number(Int(clamping: delivery.position)),
            ]
        )
        arrived =
            delivery.acknowledgedAt.map { words.text("admin.delivery.arrived", ["time": words.minute($0)]) }
            ?? words.text("admin.delivery.silent")
        questionAddress =
            delivery.answers.isEmpty && target != nil
            ? "/admin/campaigns/\(campaign.slug)/petitions/\(petition.slug)/updates/new?handed-over=\(delivery.target)"
            : nil
        answers = delivery.answers.map { answer in
            AnswerView(
                when: words.text("admin.delivery.answer", ["time": words.minute(answer.writtenAt)]),
                who: answer.who.isEmpty ? nil : answer.who.joined(separator: ", "),
                paragraphs: answer.text.split(separator: "\n").map(String.init),
                recordAddress: "/admin/campaigns/\(campaign.slug)/targets/\(delivery.target)"
                    + "?answer=\(Hexadecimal.encode(answer.hash))",
                recorded: answer.recordedAt.map {
                    words.text("admin.delivery.recorded", ["time": words.minute($0)])
                },
                publicAddress: "/campaigns/\(campaign.slug)"
            )
        }
    }
}
