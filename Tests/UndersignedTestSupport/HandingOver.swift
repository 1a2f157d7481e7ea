package import UndersignedApp
package import UndersignedCore

extension TestSite {
    /// Hands a petition over without files.
    package func handOver(_ petition: Petition) async throws -> (DeliveryPacket, LinkToken) {
        let delivering = Delivering(site: site)
        let draft = try await delivering.prepare(petition.slug, to: nil)
        let token = try token(of: draft)
        try await delivering.deliver(draft.packet.canonical(), checkpoint: draft.checkpoint, token: token)
        return (draft.packet, token)
    }

    package func token(of draft: Delivering.Draft) throws -> LinkToken {
        try Samples.required(draft.address.split(separator: "/").last.flatMap { LinkToken($0) })
    }
}
