import UndersignedApp
import UndersignedCore
import UndersignedWeb

/// The page on which organisers hand a petition over.
extension PageSamples {
    var handingOver: [Sample] {
        guard let hub else { return [] }
        let made = PacketShelf.Packet(
            content: packet(names: 12),
            hash: [UInt8](repeating: 7, count: 32),
            address: "https://petitions.example.org/deliveries/x",
            files: [.init(name: "letter.pdf", byteCount: 40_000), .init(name: "names.txt", byteCount: 400)]
        )
        let stale = PacketShelf.Packet(
            content: made.content,
            hash: made.hash,
            address: made.address,
            files: [.init(name: "packet.json", byteCount: 2_000)]
        )
        let bare = PacketShelf.Packet(content: packet(names: nil), hash: [8], address: made.address, files: [])
        let states: [(String, PacketShelf.State)] = [
            ("making", .making), ("failed", .failed(.fault)), ("unknown", .failed(.unknown)), ("made", .made(made)),
            ("bare", .made(bare)), ("stale", .made(stale)),
        ]
        return states.map { Sample("admin-delivery-\($0.0)", page(hub, [$0.1], [], nil)) }
            + AdminDeliveryPage.Refusal.allCases.map {
                Sample("admin-delivery-\($0)", page(hub, [.made(made)], [], $0))
            }
            + [
                Sample(
                    "admin-delivery-entered",
                    page(
                        hub,
                        [.made(made)],
                        [handOver(made.hash, isSilent: false), handOver([9], isSilent: true)],
                        nil
                    )
                ),
                Sample("admin-delivery-unproven", page(hub, [.made(bare)], [], nil, isProven: false)),
                Sample("admin-delivery-empty", page(hub, [], [], nil)),
            ]
    }

    private func page(
        _ hub: Campaign,
        _ states: [PacketShelf.State],
        _ deliveries: [HandOver],
        _ refusal: AdminDeliveryPage.Refusal?,
        isProven: Bool = true
    ) -> AdminDeliveryPage {
        AdminDeliveryPage(
            bar: bar,
            campaign: hub,
            petition: addressed,
            packets: states.map { .init(target: targets[0], state: $0) },
            deliveries: deliveries,
            refusal: refusal,
            isProven: isProven
        )
    }

    private func packet(names: Int?) -> DeliveryPacket {
        var packet = packet
        packet.names = names.map { .init(count: $0, sha256: "") }
        return packet
    }

    private func handOver(_ hash: [UInt8], isSilent: Bool) -> HandOver {
        let answer = HandOver.Answer(hash: [1], text: word("We will."), who: [word("A. Mayor")], writtenAt: now)
        var recorded = answer
        (recorded.hash, recorded.recordedAt) = ([2], now)
        return HandOver(
            target: targets[0].id,
            packetHash: hash,
            size: 12,
            position: 12,
            deliveredAt: now,
            acknowledgedAt: isSilent ? nil : now,
            answers: isSilent ? [] : [answer, recorded]
        )
    }
}
