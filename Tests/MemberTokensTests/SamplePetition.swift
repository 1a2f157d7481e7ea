import Foundation
import MemberTokens

/// The petition of the independent token: its issuer's key and its challenge.
struct SamplePetition {
    let vector: TestVectors.Independent
    let privateKey: IssuerPrivateKey
    let challenge: TokenChallenge

    init() throws {
        vector = try TestVectors.own(TestVectors.Independent.self, "independent.json")
        privateKey = try IssuerPrivateKey(derRepresentation: Array(hex: vector.privateKey))
        guard
            let challenge = TokenChallenge(issuerName: vector.issuerName, entryZero: Array(vector.entryZero.utf8))
        else { throw PendingToken.Problem.malformed }
        self.challenge = challenge
    }

    var issuerKey: IssuerPublicKey { privateKey.publicKey }

    /// What a client of the vector asks for.
    var pending: PendingToken {
        var draws = [vector.nonce, vector.salt, vector.blind].map { Array<UInt8>(hex: $0) }
        return PendingToken(challenge: challenge, issuerKey: issuerKey) { _ in draws.removeFirst() }
    }

    /// What it keeps, as the browser's module wrote it for the same nonce, salt and blind.
    static func browserFile(_ kind: String) throws -> [UInt8] {
        let folder = TestVectors.root.appendingPathComponent("Tests/MemberTokensTests/Vectors")
        return Array(try Data(contentsOf: folder.appendingPathComponent("browser-\(kind).txt")))
    }

    func problem(of token: [UInt8]) -> MemberToken.Problem? {
        MemberTokenCheck(issuerKey: issuerKey, challenge: challenge).problem(of: token)
    }

    /// The challenge of another petition with the same issuer.
    static func otherChallenge(issuerName: String) throws -> TokenChallenge {
        let entry = "undersigned/v1 petition AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
        guard let challenge = TokenChallenge(issuerName: issuerName, entryZero: Array(entry.utf8)) else {
            throw PendingToken.Problem.malformed
        }
        return challenge
    }
}
