import Crypto
import Synchronization
import UndersignedCore
import UndersignedDatabase
package import UndersignedMail
import UndersignedStore

/// Addresses whose owners want no mail from this site, whoever types them: kept as keyed codes only (DESIGN 11.16).
package enum Suppression {
    /// The key under which the codes are made; in the keys folder, apart from the database.
    struct Key: Sendable {
        private let hash: KeyedHash

        init(_ key: SymmetricKey) {
            hash = KeyedHash(key: key)
        }

        /// - Parameter address: Canonical.
        /// - Returns: 32 bytes.
        func code(_ address: String) -> [UInt8] { hash.code(Array(address.utf8)) }
    }

    static func key(of site: Site) throws -> Key {
        Key(try site.keys.instanceSecret("suppression.key", ambient: site.ambient))
    }
}

/// Carries no mail to an address whose owner wants none; else the next courier does.
package final class SuppressingCourier: Courier {
    /// While nobody wanted that, the table is looked at once in so long.
    private static let pause = Moment.Span.minutes(1)

    private let site: Site
    private let next: any Courier
    private let memory = Mutex<Memory>(Memory())

    private struct Memory {
        var key: Suppression.Key?
        /// When the table was found empty.
        var emptyAt: Moment?
    }

    /// - Parameters:
    ///   - site: Whose table is looked at.
    ///   - next: What carries all other mails.
    package init(site: Site, next: any Courier) {
        (self.site, self.next) = (site, next)
    }

    package func deliver(_ message: MailMessage) async -> Delivery {
        do {
            if try await isSuppressed(message.to) {
                return .refusedForGood(reply: "its owner wants no mail from this site")
            }
        } catch {
            return .refusedForNow(reply: "suppressed addresses can't be read")
        }
        return await next.deliver(message)
    }

    private func isSuppressed(_ text: String) async throws -> Bool {
        let now = site.ambient.now()
        if memory.withLock({ memory in memory.emptyAt.map { now - $0 < Self.pause } ?? false }) { return false }
        guard let address = (try? EmailAddress(text))?.canonical else { return false }  // in no known form: not in it
        let key = try key()
        let (isEmpty, isIn) = try await site.database.read { transaction in
            (try transaction.suppressesNobody(), try transaction.isSuppressed(key.code(address)))
        }
        memory.withLock { $0.emptyAt = isEmpty ? now : nil }
        return isIn
    }

    private func key() throws -> Suppression.Key {
        if let key = memory.withLock({ $0.key }) { return key }
        let key = try Suppression.key(of: site)
        memory.withLock { $0.key = key }
        return key
    }
}
