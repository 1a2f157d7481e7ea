package import UndersignedCore

/// Whom a route lets in.
package enum RouteAccess: Hashable, Sendable {
    case everyone
    /// Whoever is signed in, with any role anywhere.
    case signedIn
    /// Whoever has the permission: in the campaign that the address names, else on the whole site.
    case allowed(Permission)
    /// Likewise, and passphrase and code were given a moment ago (S-38); nil for what is about the person's own account.
    case proven(Permission?)

    var mustBeProven: Bool {
        if case .proven = self { return true }
        return false
    }

    /// Whether an account may pass.
    ///
    /// - Parameters:
    ///   - account: Who is signed in.
    ///   - campaignID: What the address names; nil for the whole site.
    /// - Returns: False for somebody who is to learn nothing, not even that there is something.
    package func allows(_ account: Account, in campaignID: Int64?) -> Bool {
        switch self {
        case .everyone, .signedIn, .proven(nil): true
        case .allowed(let permission), .proven(.some(let permission)): account.may(permission, in: campaignID)
        }
    }
}
