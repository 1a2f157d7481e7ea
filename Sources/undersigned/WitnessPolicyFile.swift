import Foundation
import TransparencyLog

/// A trust policy on disk, as C2SP writes it.
enum WitnessPolicyFile {
    /// What is wrong with the file, and where.
    struct Unusable: Error, CustomStringConvertible {
        let description: String
    }

    /// - Parameter path: The file.
    /// - Returns: The policy.
    /// - Throws: `Unusable`, which names file and line.
    static func read(_ path: String) throws -> WitnessPolicy {
        let bytes: [UInt8]
        do {
            bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        } catch {
            throw Unusable(description: "the policy file \(path) can't be read")
        }
        do {
            return try WitnessPolicy(parsing: bytes)
        } catch let malformed as MalformedInput {
            throw Unusable(description: "the policy file \(path) does not read: \(malformed.detail)")
        }
    }

    /// The same for a server, which must reach the witnesses: https, or http on this machine.
    static func readWithAddresses(_ path: String) throws -> WitnessPolicy {
        let policy = try read(path)
        for witness in policy.witnesses {
            guard let url = witness.url else { continue }
            let parts = URLComponents(string: url)
            let host = parts?.host ?? ""
            let isHere = host == "localhost" || host == "[::1]" || host == "::1" || host.hasPrefix("127.")
            let isReachable = parts?.scheme == "https" || parts?.scheme == "http" && isHere
            guard !host.isEmpty, isReachable, parts?.query == nil, parts?.fragment == nil else {
                throw Unusable(
                    description: "in \(path), the address of \(witness.name) must begin with https://, "
                        + "or with http:// and be on this machine"
                )
            }
        }
        return policy
    }
}
