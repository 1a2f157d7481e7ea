import Foundation
import MemberTokens
import UndersignedCore

/// The key that signs the tokens of a petition's members, where the site is their issuer.
extension KeyFolder {
    static let issuerName = "issuer"
    /// Stands in the place of an issuer key that was destroyed: its public half, in base64.
    static let issuerMarkName = "issuer.pub"

    /// Makes an issuer key where there is to be one, and takes away what an opening that was cut short left.
    ///
    /// - Throws: The file system's error, or what swift-crypto says when it makes no key.
    static func settleIssuer(_ issues: Bool, in folder: URL) throws {
        let file = folder.appending(path: issuerName)
        guard issues else { return try removeFile(file) }
        guard !FileManager.default.fileExists(atPath: file.path()) else { return }
        let text = Data(try IssuerPrivateKey().derRepresentation).base64EncodedString()
        try DurableFile.write(Array(text.utf8), to: file)
    }

    /// Nothing where there is neither the key nor the mark: whether there should be, the petition says.
    ///
    /// - Throws: `Unreadable`, naming the file.
    func readIssuer(
        of slug: Slug
    ) throws -> (key: IssuerPrivateKey?, own: IssuerPublicKey?) {
        let (name, mark) = ("\(slug)/\(Self.issuerName)", "\(slug)/\(Self.issuerMarkName)")
        if let text = try fileText(mark) {
            do {
                return (nil, try IssuerPublicKey(base64: text))
            } catch {
                throw Unreadable(file: mark)
            }
        }
        guard let text = try fileText(name) else { return (nil, nil) }
        do {
            let key = try IssuerPrivateKey(derRepresentation: Array(Data(base64Encoded: text) ?? Data()))
            return (key, key.publicKey)
        } catch {
            throw Unreadable(file: name)
        }
    }

    /// Destroys the key that signs the tokens of a petition's members; safe to repeat, and to repeat after a crash.
    ///
    /// - Returns: False where it is not here.
    /// - Throws: `Unreadable`, or the file system's error.
    func destroyIssuer(of slug: Slug) throws -> Bool {
        guard try fileText("\(slug)/\(Self.issuerName)") != nil else { return false }
        // The mark comes first: from here on nothing reads the key, whatever happens to the file.
        if try fileText("\(slug)/\(Self.issuerMarkName)") == nil, let own = try readIssuer(of: slug).own {
            try saveText(own.base64, as: "\(slug)/\(Self.issuerMarkName)")
        }
        try DurableFile.shred(folder.appending(path: "\(slug)/\(Self.issuerName)"))
        forget(slug)
        return true
    }
}

extension PetitionKeys {
    /// Makes sure that what signs the tokens of a petition's members, or says what did, is here where the site signs them.
    ///
    /// - Throws: `KeyFolder.Unreadable`, naming the file that is missing.
    func checkIssuer(of petition: Petition) throws(KeyFolder.Unreadable) {
        guard petition.sheet.isIssuedHere, issuerPublic == nil else { return }
        throw KeyFolder.Unreadable(file: "\(petition.slug)/\(KeyFolder.issuerName)")
    }
}
