package import UndersignedCore

/// A packet in words for people: what stands on its paper, and how it is checked.
package struct PacketWording: Sendable {
    private let packet: DeliveryPacket
    private let words: Catalogue
    /// Of the petition's log, as every command takes it.
    private let command: String

    /// - Parameters:
    ///   - packet: With its names.
    ///   - catalogues: One a language, the base first; not empty.
    package init(_ packet: DeliveryPacket, _ catalogues: [Catalogue]) {
        precondition(!catalogues.isEmpty, "a packet needs words")
        self.packet = packet
        let tag = LanguageTag(packet.language)
        words =
            catalogues.first { $0.language == tag }
            ?? catalogues.first { $0.language.language == tag?.language } ?? catalogues[0]
        command = "undersigned verify \(packet.address) --key '\(packet.log.vkey)'"
    }

    /// What stands on the paper.
    ///
    /// - Parameter letter: The packet's letter.
    /// - Returns: Words that are ready to be set.
    package func printed(_ letter: [LetterBlock]) -> PrintedPacket {
        let state = packet.closed == nil ? "open" : "closed"
        return PrintedPacket(
            language: packet.language,
            wordsLanguage: words.language.text,
            author: packet.text.from,
            madeAt: packet.made,
            eyebrow: words.text("packet.eyebrow", ["day": day(packet.made)]),
            title: packet.text.title,
            addresses: packet.text.to.map { words.text("packet.to", ["name": $0.line]) }
                + [words.text("packet.from", ["name": packet.text.from])],
            number: number(packet.count),
            numberLabel: words.plural("packet.number.\(state)", packet.count),
            letter: letter,
            sections: [signed, versions, milestones, check].compactMap { $0 },
            names: packet.names.map { names in
                PrintedPacket.NameList(
                    heading: words.text("packet.names.heading"),
                    lead: words.plural("packet.names.lead" + ofMembers, names.count),
                    count: names.count
                )
            }
        )
    }

    /// The text of `how-to-verify.txt`.
    ///
    /// - Parameter hash: SHA-256 of `packet.json`, 32 bytes.
    /// - Returns: Paragraphs with empty lines between.
    package func instructions(hash: [UInt8]) -> String {
        let size = number(Int(clamping: packet.log.size))
        let about = [
            "name": packet.recipient.line, "day": day(packet.made), "title": packet.text.title,
            "number": number(packet.count), "size": size,
        ]
        let document = "\(packet.address)/documents/\(Hexadecimal.encode(hash))"
        return [
            words.text("packet.how.title"), words.text("packet.how.what", about),
            words.text("packet.how.count" + ofMembers), "    " + command,
            words.text("packet.how.root", ["size": size]), "    " + packet.log.root,
            words.text("packet.how.same"), "    curl -fsS \(document) | cmp - packet.json && echo same",
            words.text("packet.how.entry"), "    \(packet.address)/history",
            words.text("packet.check.limits"),
            packet.names == nil ? nil : words.text("packet.how.names"),
            words.text("packet.how.answer"),
        ].compactMap { $0 }.joined(separator: "\n\n") + "\n"
    }

    /// The text of `receipt-address.txt`.
    package func address(_ address: String) -> String {
        words.text("packet.address", ["name": packet.recipient.line]) + "\n\n\(address)\n"
    }

    /// What a sentence is named by in the catalogue that says something else of members.
    private var ofMembers: String { packet.classes.member > 0 ? ".members" : "" }

    private var signed: PrintedPacket.Section {
        let classes = [
            ("how.class.people", packet.classes.mail), ("how.class.organisations", packet.classes.org),
            ("how.class.members", packet.classes.member), ("how.class.paper", packet.classes.paper),
        ].filter { $0.1 > 0 }
        var section = section("signed", classes.map { (words.text($0.0), number($0.1)) })
        section.parts.append(.total(words.text("packet.signed.total"), number(packet.count)))
        var about: [(String, String)] = []
        if packet.removed > 0 { about.append((words.text("packet.signed.removed"), number(packet.removed))) }
        if let opened = packet.opened { about.append((words.text("packet.signed.opened"), day(opened))) }
        if let closed = packet.closed { about.append((words.text("packet.signed.closed"), day(closed))) }
        section.parts += about.map { .row($0.0, $0.1) }
        return section
    }

    private var versions: PrintedPacket.Section? {
        guard packet.versions.count > 1 else { return nil }
        let rows = packet.versions.map { version in
            let values = ["number": number(version.version), "day": day(version.since)]
            return (words.text("packet.versions.row", values), number(version.signatures))
        }
        return section("versions", rows, lead: words.text("packet.versions.what"))
    }

    private var milestones: PrintedPacket.Section? {
        guard !packet.milestones.isEmpty else { return nil }
        return section(
            "milestones",
            packet.milestones.map { milestone in
                let values = ["number": number(milestone.count), "what": milestone.what]
                return (words.text("packet.milestones.row", values), milestone.reached.map(day) ?? "")
            }
        )
    }

    private var check: PrintedPacket.Section {
        PrintedPacket.Section(
            heading: words.text("packet.check.heading"),
            parts: [
                .paragraph(words.text("packet.check.what")), .code(commandLines),
                .paragraph(words.text("packet.check.page")), .address(packet.address + "/verify"),
                .paragraph(words.text("packet.check.root", ["size": number(Int(clamping: packet.log.size))])),
                .code([packet.log.root]), .paragraph(words.text("packet.check.limits")),
            ]
        )
    }

    /// The command in lines that paper has room for; the key takes spaces and line ends where it is broken here.
    private var commandLines: [String] {
        let key = packet.log.vkey.split(separator: "+", maxSplits: 1)
        return [
            "undersigned verify \(packet.address) \\", "  --key '\(key[0])+", "         \(key.dropFirst().joined())'",
        ]
    }

    private func section(_ name: String, _ rows: [(String, String)], lead: String? = nil) -> PrintedPacket.Section {
        PrintedPacket.Section(
            heading: words.text("packet.\(name).heading"),
            parts: (lead.map { [.paragraph($0)] } ?? []) + rows.map { .row($0.0, $0.1) }
        )
    }

    private func number(_ count: Int) -> String { NumberText.grouped(count, in: words.language) }

    /// What is no date is shown as it is written.
    private func day(_ text: String) -> String {
        CalendarDate(text).map { NumberText.dayText($0.moment, in: words.language) } ?? text
    }
}
