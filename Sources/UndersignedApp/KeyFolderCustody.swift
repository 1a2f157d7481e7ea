import Crypto
import Foundation
package import UndersignedCore

/// Whose custody key a petition has, and what remains where a key is not here any more.
extension KeyFolder {
    static let dedupeName = "dedupe.key"
    static let custodyName = "custody.key"
    /// Stands in the place of a custody key that is not here: why, and its public half.
    static let custodyMarkName = "custody.pub"
    /// Stands in the place of a dedupe key that was destroyed.
    static let dedupeMarkName = "dedupe.destroyed"

    /// The files that say that a key of this name is not to come back.
    static let marks = [custodyName: custodyMarkName, dedupeName: dedupeMarkName, issuerName: issuerMarkName]

    /// `SLUG/custody.pub` for `SLUG/custody.key`; nil for a file that no mark stands for.
    static func mark(inPlaceOf name: String) -> String? {
        let parts = name.split(separator: "/")
        guard parts.count == 2 else { return nil }
        return marks[String(parts[1])].map { "\(parts[0])/\($0)" }
    }

    /// The line of the mark: why, and the public half in base64.
    private enum CustodyMark: String {
        case organiser, destroyed

        func text(_ key: CustodyPublicKey) -> String { "\(rawValue) \(key.text)\n" }
    }

    /// Makes a custody key, or writes down the one that an organiser keeps; a petition has the one or the other.
    ///
    /// - Throws: The file system's error.
    static func settleCustody(_ organiser: CustodyPublicKey?, in folder: URL, _ ambient: Ambient) throws {
        let (secret, mark) = (folder.appending(path: custodyName), folder.appending(path: custodyMarkName))
        if let organiser {
            try DurableFile.write(Array(CustodyMark.organiser.text(organiser).utf8), to: mark)
            try removeFile(secret)
        } else {
            if !FileManager.default.fileExists(atPath: secret.path()) { try writeSecret(to: secret, ambient) }
            try removeFile(mark)
        }
    }

    /// Whether this server has the private half of a key: then nothing is sealed against it.
    ///
    /// - Throws: `Unreadable`, or the file system's error.
    package func holds(_ key: CustodyPublicKey) throws -> Bool {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))
        return try names.compactMap(Slug.init).contains { slug in
            guard try fileText("\(slug)/\(Self.custodyName)") != nil else { return false }
            return try readKeys(of: slug).custodyPublic == key
        }
    }

    /// Reads a petition's keys from their files.
    ///
    /// - Throws: `Unreadable`, naming the file.
    func readKeys(of slug: Slug) throws -> PetitionKeys {
        let dedupe: Result<KeyedHash, PetitionKeys.Absent> =
            try fileText("\(slug)/\(Self.dedupeMarkName)") != nil
            ? .failure(.destroyed) : .success(KeyedHash(key: Array(try secret("\(slug)/\(Self.dedupeName)"))))
        let (issuer, issuerPublic) = try readIssuer(of: slug)
        if let (mark, key) = try custodyMark(of: slug) {
            let why: PetitionKeys.Absent = mark == .organiser ? .heldByOrganiser : .destroyed
            return PetitionKeys(
                dedupe: dedupe,
                custody: .failure(why),
                custodyPublic: key,
                issuer: issuer,
                issuerPublic: issuerPublic
            )
        }
        let name = "\(slug)/\(Self.custodyName)"
        let key = try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: secret(name))
        guard let own = CustodyPublicKey(bytes: Array(key.publicKey.rawRepresentation)) else {
            throw Unreadable(file: name)
        }
        return PetitionKeys(
            dedupe: dedupe,
            custody: .success(key),
            custodyPublic: own,
            issuer: issuer,
            issuerPublic: issuerPublic
        )
    }

    /// Destroys the key that opens a petition's contacts; safe to repeat, and to repeat after a crash.
    ///
    /// - Returns: False where it is not here.
    /// - Throws: `Unreadable`, or the file system's error.
    func destroyCustody(of slug: Slug) throws -> Bool {
        guard try fileText("\(slug)/\(Self.custodyName)") != nil else { return false }
        // The mark comes first: from here on nothing reads the key, whatever happens to the file.
        if try custodyMark(of: slug) == nil {
            let key = try readKeys(of: slug).custodyPublic
            try saveText(CustodyMark.destroyed.text(key), as: "\(slug)/\(Self.custodyMarkName)")
        }
        try DurableFile.shred(folder.appending(path: "\(slug)/\(Self.custodyName)"))
        forget(slug)
        return true
    }

    /// Destroys the key that tells whether an address has signed; safe to repeat.
    ///
    /// - Returns: False where it is not here.
    /// - Throws: The file system's error.
    func destroyDedupe(of slug: Slug) throws -> Bool {
        guard try fileText("\(slug)/\(Self.dedupeName)") != nil else { return false }
        try saveText("destroyed\n", as: "\(slug)/\(Self.dedupeMarkName)")
        try DurableFile.shred(folder.appending(path: "\(slug)/\(Self.dedupeName)"))
        forget(slug)
        return true
    }

    private func custodyMark(of slug: Slug) throws -> (CustodyMark, CustodyPublicKey)? {
        let name = "\(slug)/\(Self.custodyMarkName)"
        guard let text = try fileText(name) else { return nil }
        let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
        guard words.count == 2, let mark = CustodyMark(rawValue: words[0]), let key = CustodyPublicKey(words[1]) else {
            throw Unreadable(file: name)
        }
        return (mark, key)
    }

    static func removeFile(_ file: URL) throws {
        guard FileManager.default.fileExists(atPath: file.path()) else { return }
        try FileManager.default.removeItem(at: file)
    }
}
