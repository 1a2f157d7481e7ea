import Crypto
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
///
/// It answers as a mail server does that took the mail. Another answer would stay in the outbox, beside petition and
/// signature: with two petitions it would tell which of their signatures are one person's.
package struct SuppressingCourier: Courier {
    private let site: Site
    private let next: any Courier
    private let key: Suppression.Key

    /// - Parameters:
    ///   - site: Whose table is looked at.
    ///   - next: What carries all other mails.
    /// - Throws: When the instance's secret `suppression.key` can't be read or made: here, before several mails leave at
    ///   once.
    package init(site: Site, next: any Courier) throws {
        (self.site, self.next) = (site, next)
        key = try Suppression.key(of: site)
    }

    package func deliver(_ message: MailMessage) async -> Delivery {
        do {
            if try await isSuppressed(message.to) { return .accepted }
        } catch {
            return .refusedForNow(reply: "suppressed addresses can't be read")
        }
        return await next.deliver(message)
    }

    /// Looks each time: another process may have taken the wish a moment ago.
    private func isSuppressed(_ text: String) async throws -> Bool {
        guard let address = (try? EmailAddress(text))?.canonical else { return false }  // in no known form: not in it
        return try await site.database.read { [key] in try $0.isSuppressed(key.code(address)) }
    }
}
