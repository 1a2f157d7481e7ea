package import UndersignedDatabase
import UndersignedStore

extension Transaction {
    /// Publishes a file or takes it back, all of it in this transaction.
    ///
    /// - Returns: Whether that is new; nil where there is no such file.
    /// - Throws: A fault of the database.
    package func setEvidenceFile(_ fileID: Int64, published isPublished: Bool) throws -> Bool? {
        let isNew = try beginEvidenceFile(fileID, published: isPublished)
        while try settleEvidence(of: fileID, limit: 256) != nil {}
        return isNew
    }
}
