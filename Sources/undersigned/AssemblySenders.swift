import UndersignedCore
import UndersignedDatabase
import UndersignedMail
import UndersignedStore

extension Assembly {
    /// Of each open sensitive petition whose mails the sender's address tells of, what to do (P-25).
    func tellingSenders() async throws -> [String] {
        let address = configuration.sender.address
        return try await database.read { try $0.petitions() }.filter {
            $0.log != nil && $0.sheet.isSensitive && $0.sheet.isGivenAway(bySender: address)
        }.map { petition in
            "\(petition.slug) is sensitive, and the sender \(address) says what its mails are about: set mail-from to an "
                + "address that says nothing, such as post@"
        }
    }
}
