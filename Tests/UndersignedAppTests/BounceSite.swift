import Logging
import Synchronization
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedMail
import UndersignedStore
import UndersignedTestSupport

/// A site whose mails carry return addresses, and reports about them.
struct BounceSite: Sendable {
    let test: TestSite
    let address: BounceAddress

    init() async throws {
        address = try Samples.required(BounceAddress("bounces+{}@example.org"))
        test = try await TestSite(bounceAddress: address)
    }

    var bounces: Bounces { Bounces(site: test.site) }

    /// The return address of the newest mail of a kind.
    func returnPath(_ kind: OutboxMail.Kind) async throws -> String {
        try Samples.required(try await test.mails().last { $0.kind == kind }?.payload.returnPath)
    }

    /// Reports a mail as failed.
    @discardableResult
    func report(_ path: String, _ status: String = "5.1.1") async throws -> Bool {
        let status = try Samples.required(DeliveryStatus(status))
        let report = BounceReport(recipient: path, action: "failed", status: status, address: address)
        return try await bounces.take(try Samples.required(report))
    }

    /// The row behind a link.
    func row(_ token: LinkToken) async throws -> SignatureRow {
        try Samples.required(
            try await test.database.read { try $0.signature(tokenHash: token.hash, in: token.petitionID) }
        )
    }

    func isUndeliverable(_ token: LinkToken) async throws -> Bool {
        let id = try await row(token).id
        return try await test.database.read { try $0.isUndeliverable(id, in: token.petitionID) }
    }

    /// The last entry of a log.
    func lastEntry(_ petition: Petition) async throws -> String? {
        try await test.database.read { transaction in
            let size = try transaction.head(petition.id)?.size ?? 0
            let entries = try transaction.entries(from: size - 1, count: 1, of: petition.id)
            return entries.last.map { String(decoding: $0, as: UTF8.self) }
        }
    }

    /// Sends what waits; each mail gets the same answer.
    func deliver(_ answer: Delivery) async throws -> AnsweringCourier {
        let courier = AnsweringCourier(answer)
        let worker = OutboxWorker(
            database: test.database,
            keys: test.site.outboxKeys,
            courier: courier,
            composer: try OutboxComposer(from: Mailbox(name: "Petitions", address: "petitions@example.org")),
            ambient: test.site.ambient,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            bounces: bounces
        )
        try await worker.deliverDue()
        return courier
    }
}

/// One answer for every mail.
final class AnsweringCourier: Courier {
    private let answer: Delivery
    private let delivered = Mutex<[MailMessage]>([])

    init(_ answer: Delivery) {
        self.answer = answer
    }

    func deliver(_ message: MailMessage) async -> Delivery {
        delivered.withLock { $0.append(message) }
        return answer
    }

    var messages: [MailMessage] { delivered.withLock { $0 } }
}
