import UndersignedApp
import UndersignedCore
import UndersignedStore

/// What operators do with packets: the data is read here, the files are written by whoever runs the command.
struct DeliveryOperations {
    let site: Site

    private var delivering: Delivering { Delivering(site: site) }

    func perform(_ operation: Operation, _ tell: Operations.Tell) async throws {
        switch operation {
        case .preparePacket(let slug, let target, let withNames):
            let draft = try await delivering.prepare(slug, to: target)
            await tell(.packet(draft))
            var count = 0
            if withNames {
                try await delivering.readNames(for: draft) { names in
                    count += names.count
                    await tell(.names(names))
                }
            }
            let detail = "\(draft.packet.recipient.id), \(withNames ? "\(count)" : "no") names"
            try await Trail(site: site).add(.packetMade, of: slug, detail, by: nil)
        case .shownNames(let slug, let size):
            try await delivering.readNames(of: slug, countedWithin: size) { await tell(.names($0)) }
        case .deliver(let packet, let checkpoint, let token):
            guard let token = LinkToken(token) else { throw Delivering.Refusal.notOurs }
            let isNew = try await delivering.deliver(Array(packet), checkpoint: checkpoint, token: token)
            await tell(.line(isNew ? "The log says that it was handed over." : "The log said so already."))
        case .listDeliveries(let slug): try await list(slug, tell)
        default: preconditionFailure("an operation of another kind")
        }
    }

    private func list(_ slug: Slug, _ tell: Operations.Tell) async throws {
        let handOvers = try await delivering.list(slug)
        if handOvers.isEmpty { await tell(.line("Nothing of \(slug) was handed over yet.")) }
        for delivery in handOvers {
            let arrived = delivery.acknowledgedAt.map { "arrived \(CalendarDate($0).minuteText)" } ?? "not acknowledged"
            let made = CalendarDate(delivery.deliveredAt).minuteText
            await tell(.line("\(made)\t\(delivery.target)\tentry \(delivery.position)\t\(arrived)"))
            for answer in delivery.answers {
                let who = answer.who.joined(separator: ", ")
                await tell(.line("  answer of \(CalendarDate(answer.writtenAt).minuteText) \(who)"))
                for line in answer.text.split(separator: "\n", omittingEmptySubsequences: false) {
                    await tell(.line("    \(line)"))
                }
            }
        }
    }
}

extension Delivering.Refusal: OperatorRefusal {
    var words: String {
        switch self {
        case .unknownPetition: "there is no opened petition of this name; see undersigned petition list"
        case .unknownTarget(let known): "--to: the petition addresses \(Self.list(known))"
        case .severalTargets(let known):
            "the petition addresses several, and each gets a packet of its own: --to takes \(Self.list(known))"
        case .notOurs:
            "this packet was changed, or is not of a petition of this site; choose another folder for a new one"
        case .deliveredBefore: "this packet was handed over before, with another private address"
        case .clockInDoubt: "this machine's clock is in doubt, so nothing is appended; see undersigned doctor"
        }
    }

    var exitCode: Int32 {
        switch self {
        case .unknownTarget, .severalTargets: 2
        case .unknownPetition, .notOurs, .deliveredBefore, .clockInDoubt: 1
        }
    }

    private static func list(_ slugs: [Slug]) -> String { slugs.map(\.text).joined(separator: ", ") }
}
